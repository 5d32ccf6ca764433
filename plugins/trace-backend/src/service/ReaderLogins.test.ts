import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { user } from '../__testUtils__/backend';
import { ReaderLogins } from './ReaderLogins';

const ADA = mockCredentials.user('user:default/ada');
const BO = mockCredentials.user('user:default/bo');

function setUp() {
  const catalog = catalogServiceMock({
    entities: [
      user('ada', { 'github.com/user-login': 'Ada' }),
      user('bo', { 'gitlab.com/user-login': 'bo' }),
    ],
  });
  const reads = jest.spyOn(catalog, 'getEntityByRef');
  const logins = new ReaderLogins({ auth: mockServices.auth(), catalog });
  return { logins, reads };
}

describe("readers' logins", () => {
  afterEach(() => jest.useRealTimers());

  it('are those on the forge of the repository', async () => {
    const { logins } = setUp();
    expect(await logins.on('github.com/acme/shop', ADA)).toEqual(['ada']);
    expect(await logins.on('gitlab.com/acme/shop', ADA)).toEqual([]);
    expect(await logins.on('git.example/acme/shop', BO)).toEqual(['bo']);
    expect(
      await logins.on('github.com/acme/shop', mockCredentials.service()),
    ).toEqual([]);
  });

  it('are read once a minute and reader', async () => {
    jest.useFakeTimers({ now: 0 });
    const { logins, reads } = setUp();
    await Promise.all([
      logins.on('github.com/acme/shop', ADA),
      logins.on('github.com/acme/cart', ADA),
      logins.on('github.com/acme/shop', BO),
    ]);
    expect(reads).toHaveBeenCalledTimes(2);
    jest.setSystemTime(61_000);
    await logins.on('github.com/acme/shop', ADA);
    expect(reads).toHaveBeenCalledTimes(3);
  });

  it('are asked for again when the catalog did not answer', async () => {
    const { logins, reads } = setUp();
    reads.mockRejectedValueOnce(new Error('down'));
    await expect(logins.on('github.com/acme/shop', ADA)).rejects.toThrow();
    expect(await logins.on('github.com/acme/shop', ADA)).toEqual(['ada']);
  });
});
