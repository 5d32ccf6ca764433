import { insertMissing } from '@throughline/backend-kit';
import { Knex } from 'knex';

/** Who asks a plugin. */
export interface Lease {
  pluginId: string;
  /** Id of the replica. */
  owner: string;
}

/** How a plugin stands, besides what is known of it. */
export interface PluginState {
  failing: boolean;
}

/**
 * Makes plugins known.
 *
 * @returns those that were not known yet
 */
export async function registerPlugins(
  tx: Knex.Transaction,
  pluginIds: string[],
): Promise<string[]> {
  const known: string[] = await tx('plugins').pluck('plugin_id');
  const added = pluginIds.filter(id => !known.includes(id));
  await insertMissing(
    tx,
    'plugins',
    ['plugin_id'],
    added.map(id => ({ plugin_id: id })),
  );
  return added;
}

/**
 * Takes the right to ask a plugin, if no other replica has it. A replica that
 * was killed does not give it back, so it ends by itself.
 *
 * @returns whether it was taken
 */
export async function takeLease(
  knex: Knex,
  { pluginId, owner, now, until }: Lease & { now: Date; until: Date },
): Promise<boolean> {
  const taken = await knex('plugins')
    .where({ plugin_id: pluginId })
    .where(free =>
      free
        .whereNull('lease_until')
        .orWhere('lease_until', '<', now)
        .orWhere('lease_owner', owner),
    )
    .update({ lease_owner: owner, lease_until: until });
  return taken > 0;
}

/**
 * Makes sure, until the transaction ends, that the right to ask is still this
 * replica's: what one wants to write that was taken for dead is refused.
 *
 * @returns undefined when it is another's
 */
export async function holdLease(
  tx: Knex.Transaction,
  { pluginId, owner }: Lease,
): Promise<PluginState | undefined> {
  const row = await tx('plugins')
    .where({ plugin_id: pluginId, lease_owner: owner })
    .forUpdate()
    .first('failing_since');
  return row && { failing: row.failing_since !== null };
}

/** Gives the right to ask back, and notes that the plugin answered. */
export async function endLeaseAnswered(
  tx: Knex.Transaction,
  { pluginId, owner }: Lease,
  now: Date,
): Promise<void> {
  await tx('plugins')
    .where({ plugin_id: pluginId, lease_owner: owner })
    .update({
      answered_at: now,
      failing_since: null,
      message: null,
      lease_owner: null,
      lease_until: null,
    });
}

/** Gives the right to ask back, and notes what went wrong, if it did. */
export async function endLease(
  knex: Knex,
  { pluginId, owner }: Lease,
  failure?: { message: string; now: Date },
): Promise<void> {
  const noted = failure && {
    failing_since: knex.raw('COALESCE(failing_since, ?)', [failure.now]),
    message: failure.message,
  };
  await knex('plugins')
    .where({ plugin_id: pluginId, lease_owner: owner })
    .update({ ...noted, lease_owner: null, lease_until: null });
}
