import { generateOrganisation } from '../generate/organisation';
import { GithubPlayer, startGithubPlayer } from '../server/startGithubPlayer';
import { Client } from '../__testUtils__/Client';

const REPOSITORY = '/repos/made-up/shop';
const QUERY = 'query Who { viewer { login } }';

describe('faults', () => {
  const organisation = generateOrganisation({ changes: 4 });
  let player: GithubPlayer;
  let client: Client;

  beforeAll(async () => {
    player = await startGithubPlayer({ organisation });
    client = new Client(player);
  });
  afterEach(() => player.faults.clear());
  afterAll(() => player.close());

  it('happen as often as asked, where asked', async () => {
    player.faults.add({
      match: it => it.path === REPOSITORY,
      times: 2,
      answer: 502,
    });
    const statuses: number[] = [];
    for (const path of [REPOSITORY, '/user', REPOSITORY, REPOSITORY]) {
      statuses.push((await client.fetch(path)).status);
    }
    expect(statuses).toEqual([502, 200, 502, 200]);
  });

  it('find queries by their names', async () => {
    player.faults.add({ match: it => it.operationName === 'Who', answer: 502 });
    expect((await client.ask(QUERY)).status).toBe(502);
    expect((await client.ask(QUERY)).data.viewer.login).toBe('robin-example');
  });

  it('401: bad credentials', async () => {
    player.faults.add({ answer: 401 });
    const response = await client.fetch(REPOSITORY);
    expect(response.status).toBe(401);
    expect((await response.json()).message).toBe('Bad credentials');
  });

  it('403-primary: nothing is left until a time', async () => {
    player.faults.add({ answer: '403-primary', resetAfter: 60, times: 2 });
    const rest = await client.fetch(REPOSITORY);
    expect(rest.status).toBe(403);
    expect(rest.headers.get('x-ratelimit-remaining')).toBe('0');
    const left =
      Number(rest.headers.get('x-ratelimit-reset')) - Date.now() / 1000;
    expect(left).toBeGreaterThan(50);
    const graphql = await client.ask(QUERY);
    expect(graphql.status).toBe(200);
    expect(graphql.errors).toMatchObject([{ type: 'RATE_LIMITED' }]);
    expect(graphql.headers.get('x-ratelimit-remaining')).toBe('0');
  });

  it.each([
    ['403-secondary', 403],
    [429, 429],
  ] as const)('%s: asks to wait', async (answer, status) => {
    player.faults.add({ answer, retryAfter: 7 });
    const response = await client.fetch(REPOSITORY);
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe('7');
    expect((await response.json()).message).toMatch(/secondary rate limit/);
  });

  it('errors: status 200, with what is there in spite of them', async () => {
    const errors = [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Too much' }];
    player.faults.add({ answer: 'errors', errors });
    const nothing = await client.ask(QUERY);
    expect(nothing).toMatchObject({ status: 200, data: null, errors });
    player.faults.add({ answer: 'errors', errors, data: { viewer: null } });
    expect((await client.ask(QUERY)).data).toEqual({ viewer: null });
  });

  it('drop: the connection ends in the middle of the body', async () => {
    player.faults.add({ answer: 'drop' });
    const response = await client.fetch(REPOSITORY);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(player.requests.at(-1)).toMatchObject({
      path: REPOSITORY,
      status: 0,
    });
  });

  it('delay: the answer comes all the same', async () => {
    player.faults.add({ answer: 'delay', milliseconds: 5 });
    expect((await client.fetch(REPOSITORY)).status).toBe(200);
  });

  it('hold: the answer comes once something else is over', async () => {
    let goOn = () => {};
    const until = new Promise<void>(resolve => (goOn = resolve));
    player.faults.add({
      match: it => it.path === '/user',
      answer: 'hold',
      until,
    });
    let answered = false;
    const held = client.fetch('/user').then(({ status }) => {
      answered = true;
      return status;
    });
    expect((await client.fetch(REPOSITORY)).status).toBe(200);
    expect(answered).toBe(false);
    goOn();
    expect(await held).toBe(200);
  });

  it('422 and 500: it is not shown', async () => {
    player.faults.add({ answer: 422 });
    player.faults.add({ answer: 500 });
    const refused = await client.fetch(REPOSITORY);
    expect(refused.status).toBe(422);
    expect((await refused.json()).message).toBe('No commit found for SHA');
    expect((await client.fetch(REPOSITORY)).status).toBe(500);
  });

  it('edit: the answer holds something else', async () => {
    player.faults.add({
      answer: 'edit',
      edit: json => json.replace('robin-example', 'somebody-else'),
    });
    expect((await client.ask(QUERY)).data.viewer.login).toBe('somebody-else');
  });

  it('a clock that is ahead shows in the headers', async () => {
    player.clock.skew = 3_600_000;
    const response = await client.fetch(REPOSITORY);
    player.clock.skew = 0;
    const ahead = Date.parse(response.headers.get('date')!) - Date.now();
    expect(ahead).toBeGreaterThan(3_500_000);
  });
});
