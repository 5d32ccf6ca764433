import { addApp, addInstallationToken, installApp } from '../access/tokens';
import { generateOrganisation } from '../generate/organisation';
import { GithubPlayer, startGithubPlayer } from '../server/startGithubPlayer';
import { Client } from '../__testUtils__/Client';
import { OPERATIONS, problemsOf } from '../__testUtils__/restSchema';

// The published schemas are large: reading them takes its time.
jest.setTimeout(60_000);

describe('REST', () => {
  const organisation = generateOrganisation({ changes: 60 });
  const shop = organisation.get('shop');
  const app = addApp(organisation, { name: 'Reader' });
  const installation = installApp(organisation, app);
  let player: GithubPlayer;
  let client: Client;

  beforeAll(async () => {
    player = await startGithubPlayer({ organisation });
    client = new Client(player);
  });
  afterAll(() => player.close());

  function pathOf(operation: string): string {
    const values: Record<string, string> = {
      '{owner}': 'made-up',
      '{org}': 'made-up',
      '{repo}': 'shop',
      '{run_id}': `${shop.runs[0].id}`,
      '{attempt_number}': '1',
      '{ref}': shop.pulls[0].headSha,
      '{deployment_id}': `${shop.deployments[0].id}`,
      '{pull_number}': `${shop.pulls[0].number}`,
      '{installation_id}': `${installation.id}`,
    };
    return operation
      .split(' ')[1]
      .replace(/\{\w+\}/g, name => values[name] ?? name);
  }

  async function clientFor(operation: string): Promise<Client> {
    if (operation === 'GET /installation/repositories') {
      const token = addInstallationToken(organisation, installation);
      return new Client(player, token.value);
    }
    return /\/app\b|\/installation$/.test(operation)
      ? Client.ofApp(player, app)
      : client;
  }

  const made = 'POST /app-manifests/{code}/conversions';
  it.each(OPERATIONS.filter(it => it !== made))(
    'answers %s as GitHub describes it',
    async operation => {
      const asking = await clientFor(operation);
      const response = await asking.fetch(
        `${pathOf(operation)}?state=all&per_page=100`,
        { method: operation.split(' ')[0] },
      );
      const json = await response.json();
      expect(problemsOf(operation, response.status, json)).toEqual([]);
      // An empty list would have any shape.
      expect(json).not.toEqual([]);
    },
  );

  it('makes an app of a manifest, once', async () => {
    const manifest = {
      name: 'Made by a test',
      url: 'https://portal.example',
      redirect_url: 'https://portal.example/made',
      default_permissions: { contents: 'read' },
      default_events: ['push'],
    };
    const form = '/organizations/made-up/settings/apps/new';
    const post = (path: string, fields: Record<string, string>) =>
      client.fetch(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    const fields = { manifest: JSON.stringify(manifest) };
    const page = await (await post(`${form}?state=s1`, fields)).text();
    expect(page).toContain('<button>Create GitHub App</button>');
    expect(page).toContain(`action="${form}/create"`);
    const created = await post(`${form}/create`, { ...fields, state: 's1' });
    const target = new URL(created.headers.get('location')!);
    expect(target.searchParams.get('state')).toBe('s1');
    const path = `/app-manifests/${target.searchParams.get(
      'code',
    )}/conversions`;
    const response = await client.fetch(path, { method: 'POST' });
    const json = await response.json();
    expect(problemsOf(made, response.status, json)).toEqual([]);
    expect(json.permissions).toEqual({ metadata: 'read', contents: 'read' });
    const again = await client.fetch(path, { method: 'POST' });
    expect(again.status).toBe(404);
    const asApp = await Client.ofApp(
      player,
      organisation.apps.find(it => it.id === json.id)!,
    );
    expect(await asApp.json('/app')).toMatchObject({ slug: 'made-by-a-test' });
  });

  it('leads from page to page', async () => {
    const ids: number[] = [];
    let next: string | undefined =
      '/repos/made-up/shop/actions/runs?per_page=7';
    while (next) {
      const response: Response = await client.fetch(next);
      const { workflow_runs: runs } = await response.json();
      ids.push(...runs.map((it: { id: number }) => it.id));
      const link = response.headers.get('link') ?? '';
      next = /<([^>]+)>; rel="next"/.exec(link)?.[1];
    }
    const known = shop.runs.map(it => it.id);
    expect(ids).toEqual(known.sort((one, other) => other - one));
  });

  it('filters runs by their time', async () => {
    const { createdAt } = shop.runs[Math.floor(shop.runs.length / 2)];
    const created = encodeURIComponent(`>=${createdAt}`);
    const { total_count: total } = await client.json(
      `/repos/made-up/shop/actions/runs?created=${created}`,
    );
    expect(total).toBe(
      shop.runs.filter(it => it.createdAt >= createdAt).length,
    );
  });

  it('answers with 304 what is known', async () => {
    const first = await client.fetch('/repos/made-up/shop');
    const again = await client.fetch('/repos/made-up/shop', {
      headers: { 'if-none-match': first.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
  });

  it('serves the same below /api/v3', async () => {
    expect(await client.json('/api/v3/repos/made-up/shop')).toEqual(
      await client.json('/repos/made-up/shop'),
    );
  });
});
