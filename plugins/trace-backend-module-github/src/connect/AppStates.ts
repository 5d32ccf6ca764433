import { createHash, randomBytes } from 'node:crypto';
import { CacheService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** As long as GitHub keeps the code of a manifest. */
const KEPT = { hours: 1 };

/** The text of a state: 32 random bytes. */
export const STATE = /^[\w-]{43}$/;

interface Begun {
  user: string;
  host: string;
}

/** A state is kept by its digest, so that the cache tells nobody any. */
function keyOf(state: string): string {
  const digest = createHash('sha256').update(state).digest('base64url');
  return `github-app-state:${digest}`;
}

/**
 * Who began to create an App. GitHub hands the state back, and only the user
 * who began may go on with it, once and within an hour; so nobody can be made
 * to take over credentials of somebody else's App (RFC 6749 §10.12).
 *
 * States are in the portal's cache. With several replicas and the default cache
 * in memory, whoever comes back to another replica has to begin again; a shared
 * one (`backend.cache`) makes them all know.
 */
export class AppStates {
  constructor(private readonly cache: CacheService) {}

  /** A new state for a user. */
  async begin(begun: Begun): Promise<string> {
    const state = randomBytes(32).toString('base64url');
    await this.cache.set(keyOf(state), { ...begun }, { ttl: KEPT });
    return state;
  }

  /**
   * The host that a user began for.
   *
   * @throws InputError when this user did not begin it, or too long ago
   */
  async hostOf(state: string, user: string): Promise<string> {
    const begun = (await this.cache.get(keyOf(state))) as Begun | undefined;
    if (!begun || begun.user !== user) {
      throw new InputError(
        'state: expected one that you were given within the last hour and have not used; begin again on the Connect GitHub page',
      );
    }
    return begun.host;
  }

  /** Called once the App is there: nobody goes on with a state twice. */
  async end(state: string): Promise<void> {
    await this.cache.delete(keyOf(state));
  }
}
