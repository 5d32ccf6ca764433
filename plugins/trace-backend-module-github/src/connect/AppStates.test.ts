import { CacheManager } from '@backstage/backend-defaults/cache';
import { mockServices } from '@backstage/backend-test-utils';
import { AppStates, STATE } from './AppStates';

const ADA = 'user:default/ada';
const HOUR = 3_600_000;

function setUp() {
  const manager = CacheManager.fromConfig(mockServices.rootConfig());
  return new AppStates(manager.forPlugin('trace'));
}

describe('AppStates', () => {
  afterEach(() => jest.restoreAllMocks());

  it('knows for which host a user began', async () => {
    const states = setUp();
    const state = await states.begin({ user: ADA, host: 'github.com' });
    expect(state).toMatch(STATE);
    expect(await states.hostOf(state, ADA)).toBe('github.com');
    expect(await states.begin({ user: ADA, host: 'github.com' })).not.toBe(
      state,
    );
  });

  it('takes a state from nobody else', async () => {
    const states = setUp();
    const state = await states.begin({ user: ADA, host: 'github.com' });
    await expect(states.hostOf(state, 'user:default/eve')).rejects.toThrow(
      'state: expected one that you were given',
    );
    expect(await states.hostOf(state, ADA)).toBe('github.com');
  });

  it('takes none that it did not give', async () => {
    const states = setUp();
    await states.begin({ user: ADA, host: 'github.com' });
    await expect(states.hostOf('A'.repeat(43), ADA)).rejects.toThrow('state:');
  });

  it('takes none twice', async () => {
    const states = setUp();
    const state = await states.begin({ user: ADA, host: 'github.com' });
    await states.end(state);
    await expect(states.hostOf(state, ADA)).rejects.toThrow('state:');
  });

  it('takes none after an hour', async () => {
    const states = setUp();
    const begun = Date.now();
    const state = await states.begin({ user: ADA, host: 'github.com' });
    const clock = jest.spyOn(Date, 'now');
    clock.mockReturnValue(begun + HOUR - 60_000);
    expect(await states.hostOf(state, ADA)).toBe('github.com');
    clock.mockReturnValue(begun + HOUR + 60_000);
    await expect(states.hostOf(state, ADA)).rejects.toThrow('state:');
  });
});
