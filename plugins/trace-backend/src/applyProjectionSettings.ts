import { Knex } from 'knex';
import { readAllIncidents } from './database/graph/operations/incidents';
import {
  ProjectionSettings,
  readProjectionSettings,
  writeProjectionSettings,
} from './database/graph/operations/projectionSettings';
import { readKeysOfKind } from './database/graph/operations/nodes';
import { readDeployments } from './database/graph/operations/rollouts';
import { readScannedCommits } from './database/graph/operations/scans';
import {
  enqueueWork,
  takeProjectorLease,
} from './database/graph/operations/work';
import { changesOfCommits } from './service/projection/subjects';
import { rejudgeTickets } from './tickets/rejudgeTickets';

const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Takes over what the config says about projecting. What was computed with
 * other settings is computed anew.
 */
export async function applyProjectionSettings(
  knex: Knex,
  settings: ProjectionSettings,
): Promise<void> {
  await knex.transaction(async tx => {
    await takeProjectorLease(tx, { wait: true });
    const held = await readProjectionSettings(tx);
    await writeProjectionSettings(tx, settings);
    if (!same(held.environments, settings.environments)) {
      await enqueueWork(tx, 'rollout', await readDeployments(tx));
    }
    if (!same(held.incidents, settings.incidents)) {
      await enqueueWork(tx, 'incident', await readAllIncidents(tx));
    }
    if (!same(held.security, settings.security)) {
      const scanned = await readScannedCommits(tx);
      await enqueueWork(
        tx,
        'chain',
        await changesOfCommits(tx, scanned, ['head']),
      );
    }
    if (!same(held.authorship, settings.authorship)) {
      await enqueueWork(tx, 'chain', await readKeysOfKind(tx, 'change'));
    }
    if (!same(held.tickets, settings.tickets)) {
      await rejudgeTickets(tx, settings.tickets);
    }
  });
}
