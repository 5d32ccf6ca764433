import { openPull } from '../actions/pulls';
import { Dice } from '../generate/Dice';
import { generateOrganisation } from '../generate/organisation';
import { addToken } from '../access/tokens';
import { GithubPlayer, startGithubPlayer } from '../server/startGithubPlayer';
import { Client } from '../__testUtils__/Client';

function inShop(fields: string): string {
  return `query Shop { repository(owner: "made-up", name: "shop") { ${fields} } }`;
}

// The published schemas are large: reading them takes its time.
jest.setTimeout(60_000);

describe('limits of GraphQL', () => {
  const organisation = generateOrganisation({ changes: 6 });
  let player: GithubPlayer;
  let client: Client;

  beforeAll(async () => {
    player = await startGithubPlayer({ organisation });
    client = new Client(player);
  });
  afterAll(() => player.close());

  it.each([
    ['issues(first: 101) { totalCount }', 'EXCESSIVE_PAGINATION'],
    ['issues { totalCount }', 'MISSING_PAGINATION_BOUNDARIES'],
    [
      'issues(first: 1, after: "?") { nodes { id } }',
      'INVALID_CURSOR_ARGUMENTS',
    ],
    ['pullRequest(number: 999) { id }', 'NOT_FOUND'],
  ])('%s is refused', async (fields, type) => {
    const { errors } = await client.ask(inShop(fields));
    expect(errors).toMatchObject([{ type }]);
  });

  it('refuses more than 500,000 nodes', async () => {
    const { errors } = await client.ask(
      inShop(`pullRequests(first: 100) { nodes { reviews(first: 100) {
        nodes { commit { checkSuites(first: 51) { totalCount } } } } } }`),
    );
    expect(errors).toMatchObject([{ type: 'MAX_NODE_LIMIT_EXCEEDED' }]);
  });

  it('counts points and refuses when none are left', async () => {
    const token = addToken(organisation);
    player.rateLimits(token).graphql.limit = 3;
    const asking = new Client(player, token.value);
    const query = `query Limit { rateLimit { cost remaining } }`;
    expect((await asking.ask(query)).data.rateLimit).toEqual({
      cost: 1,
      remaining: 2,
    });
    await asking.ask(query);
    await asking.ask(query);
    expect((await asking.ask(query)).errors).toMatchObject([
      { type: 'RATE_LIMITED' },
    ]);
  });

  it('says which field it does not know', async () => {
    const { errors } = await client.ask(inShop('stargazerCount'));
    expect(errors[0].message).toBe(
      'The player has no field Repository.stargazerCount',
    );
    const ignored = await client.ask(
      inShop(
        'pullRequest(number: 1) { labels(first: 1, orderBy: {field: NAME, direction: ASC}) { totalCount } }',
      ),
    );
    expect(ignored.errors[0].message).toBe(
      'The player ignores PullRequest.labels(orderBy)',
    );
    const refused = await client.ask(inShop('noSuchField'));
    expect(refused.errors[0].message).toContain('noSuchField');
  });

  it('lists 250 commits and 3,000 files of a huge change', async () => {
    const place = {
      organisation,
      repository: organisation.get('shop'),
      dice: new Dice('huge'),
    };
    const messages = Array.from({ length: 5000 }, (_, n) => `Step ${n}`);
    const { number } = openPull(place, {
      title: 'A huge change',
      by: organisation.people[0],
      at: '2026-03-01T10:00:00Z',
      messages,
      files: messages.map((_, n) => [
        {
          path: `src/${n}.ts`,
          status: 'added',
          additions: 1,
          deletions: 0,
        },
      ]),
    });
    const seen = { commits: 0, files: 0 };
    for (const list of ['commits', 'files'] as const) {
      let after = '';
      for (let more = true; more; ) {
        const { data } = await client.ask(
          inShop(`pullRequest(number: ${number}) { changedFiles
            list: ${list}(first: 100 ${after}) { totalCount
              nodes { __typename } pageInfo { hasNextPage endCursor } } }`),
        );
        const page = data.repository.pullRequest.list;
        expect(page.totalCount).toBe(5000);
        seen[list] += page.nodes.length;
        after = `after: "${page.pageInfo.endCursor}"`;
        more = page.pageInfo.hasNextPage;
      }
    }
    expect(seen).toEqual({ commits: 250, files: 3000 });
  });
});
