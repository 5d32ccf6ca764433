import { Knex } from 'knex';
import { knownEntities, markDue } from '../database/operations/markDue';

/** Takes in that a plugin would answer something else by now. */
export class Due {
  constructor(
    private readonly options: {
      knex: Knex;
      /** Called when there is something to ask a plugin. */
      wake: (pluginId: string) => void;
    },
  ) {}

  /**
   * Has a plugin asked about entities again. Entities that the catalog was not
   * seen to have yet are left out: once it is, all plugins are asked about them.
   *
   * @param entityRefs - full refs, in lower case
   */
  async mark(pluginId: string, entityRefs: string[]): Promise<void> {
    const { knex, wake } = this.options;
    const known = await knownEntities(knex, entityRefs);
    if (known.length === 0) return;
    await knex.transaction(tx =>
      markDue(tx, {
        pluginIds: [pluginId],
        entityRefs: known,
        now: new Date(),
      }),
    );
    wake(pluginId);
  }
}
