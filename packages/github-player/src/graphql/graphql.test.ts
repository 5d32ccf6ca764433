import { generateOrganisation } from '../generate/organisation';
import { historyOf } from '../model/history';
import { GithubPlayer, startGithubPlayer } from '../server/startGithubPlayer';

// The published schemas are large: reading them takes its time.
jest.setTimeout(60_000);

describe('GraphQL', () => {
  const organisation = generateOrganisation({ changes: 260, repositories: 2 });
  let player: GithubPlayer;

  beforeAll(async () => {
    player = await startGithubPlayer({ organisation, host: 'github.test' });
  });
  afterAll(() => player.close());

  async function ask(query: string, variables = {}, path = '/graphql') {
    const response = await fetch(`${player.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `bearer ${player.token.value}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  it('lists every pull request once, page by page', async () => {
    const query = `query Pulls($after: String) {
      repository(owner: "made-up", name: "shop") {
        pullRequests(first: 50, after: $after, orderBy: {field: UPDATED_AT, direction: DESC}) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            number updatedAt author { login __typename ... on User { name } }
            commits(last: 1) { totalCount nodes { commit { oid author { user { login } }
              checkSuites(first: 10) { nodes { databaseId branch { name } app { slug } conclusion
                workflowRun { databaseId event }
                checkRuns(first: 5) { nodes { databaseId name status conclusion startedAt completedAt detailsUrl } } } } } } }
            reviews(first: 10) { nodes { state submittedAt author { login } commit { oid } } }
            files(first: 100) { nodes { path } }
            timelineItems(first: 5, itemTypes: [READY_FOR_REVIEW_EVENT]) { nodes { ... on ReadyForReviewEvent { createdAt } } }
          }
        }
      }
      rateLimit { cost remaining nodeCount resetAt }
    }`;
    const numbers: number[] = [];
    let after: string | undefined;
    do {
      const { data, errors } = await ask(query, { after });
      expect(errors).toBeUndefined();
      const page = data.repository.pullRequests;
      expect(page.totalCount).toBe(130);
      numbers.push(...page.nodes.map((it: { number: number }) => it.number));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
    } while (after);
    const expected = organisation
      .get('shop')
      .pulls.map(it => it.number)
      .sort((one, other) => one - other);
    expect(numbers.sort((one, other) => one - other)).toEqual(expected);
  });

  it('answers the rest of a repository as the model has it', async () => {
    const shop = organisation.get('shop');
    const tip = shop.branches.get('main')!;
    const since = shop.pulls[60].createdAt;
    const { data, errors } = await ask(
      `query Rest($since: DateTime!, $from: GitTimestamp!) {
        repository(owner: "made-up", name: "shop") {
          object(expression: "main") { ... on Commit {
            oid history(first: 1) { totalCount }
            recent: history(first: 100, since: $from) { totalCount nodes { committedDate } } } }
          issues(first: 100, filterBy: {since: $since}) { nodes { number labels(first: 5) { nodes { name } } } }
          deployments(first: 100, orderBy: {field: CREATED_AT, direction: DESC}) {
            nodes { databaseId commitOid statuses(first: 10) { nodes { state } } } }
          releases(first: 10) { nodes { tagName tagCommit { oid } } }
          refs(refPrefix: "refs/tags/", first: 10) { nodes { name target { __typename oid
            ... on Tag { target { oid } } } } }
        }
        organization(login: "made-up") { repositories(first: 10) { nodes { nameWithOwner } } }
        viewer { login }
      }`,
      { since, from: since },
    );
    expect(errors).toBeUndefined();
    const { repository } = data;
    expect(repository.object.oid).toBe(tip);
    const history = historyOf(shop, tip);
    expect(repository.object.history.totalCount).toBe(history.length);
    expect(repository.object.recent.totalCount).toBe(
      history.filter(it => it.committedAt >= since).length,
    );
    expect(
      repository.issues.nodes.map((it: { number: number }) => it.number),
    ).toEqual(
      shop.issues.filter(it => it.updatedAt >= since).map(it => it.number),
    );
    expect(repository.deployments.nodes[0]).toEqual({
      databaseId: shop.deployments.at(-1)!.id,
      commitOid: shop.deployments.at(-1)!.sha,
      statuses: {
        nodes: [...shop.deployments.at(-1)!.statuses]
          .reverse()
          .map(it => ({ state: it.state.toUpperCase() })),
      },
    });
    expect(repository.releases.nodes).toEqual(
      shop.releases.slice(0, 10).map(it => ({
        tagName: it.tag,
        tagCommit: { oid: shop.tags.find(tag => tag.name === it.tag)!.sha },
      })),
    );
    expect(repository.refs.nodes).toEqual(
      shop.tags.slice(0, 10).map(({ name, sha, annotation }) => ({
        name,
        target: annotation
          ? { __typename: 'Tag', oid: annotation.sha, target: { oid: sha } }
          : { __typename: 'Commit', oid: sha },
      })),
    );
    expect(data.organization.repositories.nodes).toHaveLength(2);
  });
});
