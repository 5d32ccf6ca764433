import { generateOrganisation } from '../generate/organisation';
import {
  archiveRepository,
  deleteRepository,
  hideRepository,
  renameRepository,
  transferRepository,
} from '../model/changes';
import { GithubPlayer, startGithubPlayer } from '../server/startGithubPlayer';
import { Client } from '../__testUtils__/Client';
import { addToken } from './tokens';

const NAMES = `query Names($name: String!) {
  repository(owner: "made-up", name: $name) {
    nameWithOwner isArchived
    pullRequests(first: 1) { totalCount }
  }
}`;

describe('access', () => {
  let organisation: ReturnType<typeof generateOrganisation>;
  let player: GithubPlayer;
  let client: Client;

  beforeEach(async () => {
    organisation = generateOrganisation({ changes: 4 });
    player = await startGithubPlayer({ organisation });
    client = new Client(player);
  });
  afterEach(() => player.close());

  it('is refused without the permission, by both APIs', async () => {
    const { value } = addToken(organisation, {
      permissions: { metadata: 'read', contents: 'read' },
    });
    const poor = new Client(player, value);
    const response = await poor.fetch('/repos/made-up/shop/pulls');
    expect(response.status).toBe(403);
    expect(response.headers.get('x-accepted-github-permissions')).toBe(
      'pull_requests=read',
    );
    const { data, errors } = await poor.ask(NAMES, { name: 'shop' });
    expect(errors).toMatchObject([
      {
        type: 'FORBIDDEN',
        path: ['repository', 'pullRequests'],
        message: 'Resource not accessible by integration',
      },
    ]);
    // The field may not be null, and so the repository is.
    expect(data.repository).toBeNull();
  });

  it('of public repositories needs no permission', async () => {
    organisation.get('shop').private = false;
    const { value } = addToken(organisation, { permissions: {} });
    const poor = new Client(player, value);
    expect((await poor.fetch('/repos/made-up/shop/pulls')).status).toBe(200);
  });

  it('is told by the scopes of a classic token', async () => {
    const { value } = addToken(organisation, {
      kind: 'classic',
      scopes: ['read:org'],
    });
    const response = await new Client(player, value).fetch(
      '/repos/made-up/shop',
    );
    expect(response.status).toBe(404);
    expect(response.headers.get('x-oauth-scopes')).toBe('read:org');
  });

  it('ends when the token is revoked or expires', async () => {
    player.token.revoked = true;
    const response = await client.fetch('/repos/made-up/shop');
    expect([response.status, (await response.json()).message]).toEqual([
      401,
      'Bad credentials',
    ]);
    const { value } = addToken(organisation, {
      expiresAt: '2020-01-01T00:00:00Z',
    });
    const late = await new Client(player, value).fetch('/user');
    expect(late.status).toBe(401);
  });

  it.each([
    ['renamed', 'made-up/store'],
    ['transferred', 'other/shop'],
  ])('follows a repository that was %s', async (what, target) => {
    const shop = organisation.get('shop');
    if (what === 'renamed') renameRepository(organisation, shop, 'store');
    else
      transferRepository(organisation, shop, {
        id: 5,
        login: 'other',
        type: 'Organization',
      });
    const response = await client.fetch('/repos/made-up/shop/pulls?state=all');
    expect(response.status).toBe(301);
    const location = response.headers.get('location')!;
    expect(location).toContain(`/repositories/${shop.id}/pulls?state=all`);
    expect(await client.json(location)).toHaveLength(shop.pulls.length);
    const { data } = await client.ask(NAMES, { name: 'shop' });
    expect(data.repository.nameWithOwner).toBe(target);
  });

  it.each([
    ['hidden', hideRepository],
    ['deleted', deleteRepository],
  ])('ends at a repository that is %s', async (_, change) => {
    change(organisation, organisation.get('shop'));
    expect((await client.fetch('/repos/made-up/shop')).status).toBe(404);
    const { data, errors } = await client.ask(NAMES, { name: 'shop' });
    expect(data.repository).toBeNull();
    expect(errors).toMatchObject([{ type: 'NOT_FOUND' }]);
    const other = await client.fetch('/repos/made-up/payments');
    expect(other.status).toBe(200);
  });

  it('shows an archived repository', async () => {
    archiveRepository(organisation.get('shop'));
    expect(await client.json('/repos/made-up/shop')).toMatchObject({
      archived: true,
    });
  });
});
