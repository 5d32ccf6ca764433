import { generateOrganisation } from '../generate/organisation';
import { GithubPlayer, startGithubPlayer } from '../server/startGithubPlayer';

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
});
