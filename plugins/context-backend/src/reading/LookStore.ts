import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { baselineOf, Look, lookOn } from './looks';
import { readLooks, writeLook } from './operations/looks';
import { readHead } from './operations/readMoments';

/** What users have seen: each one's own, and nobody else's. */
export class LookStore {
  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  /** From where on changes are marked for a user, by entity ref. */
  async baselines(
    userRef: string,
    entityRefs: string[],
  ): Promise<Map<string, number>> {
    const looks = await readLooks(this.knex, userRef, entityRefs);
    const now = this.now();
    return new Map(
      [...looks].map(([ref, look]) => [ref, baselineOf(look, now)]),
    );
  }

  /**
   * A user was shown an entity.
   *
   * @throws InputError for a revision that has not been yet
   */
  async look(
    userRef: string,
    entityRef: string,
    request: { revision: number; settle: boolean },
  ): Promise<Look> {
    const head = await readHead(this.knex);
    if (request.revision > head) {
      throw new InputError(
        `revision: there is no revision ${request.revision} yet; the newest is ${head}`,
      );
    }
    return this.knex.transaction(async tx => {
      const looks = await readLooks(tx, userRef, [entityRef]);
      const look = lookOn(looks.get(entityRef), request, this.now());
      await writeLook(tx, userRef, entityRef, look);
      return look;
    });
  }
}
