/**
 * A process that erases and projects until all is done, and kills itself with
 * SIGKILL in place of its n-th SQL statement. Run by `killed.test.ts`; takes its
 * orders as JSON in the environment.
 */
import type { KillOrder } from '@throughline/test-kit';
import knexFactory from 'knex';
import { Projector } from '../../service/Projector';
import { ErasureWorker } from '../ErasureWorker';

async function main({ database, killAt }: KillOrder): Promise<void> {
  const knex = knexFactory(database);
  let statements = 0;
  knex.on('query', () => {
    statements += 1;
    if (statements === killAt) process.kill(process.pid, 'SIGKILL');
  });
  const worker = new ErasureWorker(knex);
  const projector = new Projector(knex);
  while ((await knex('erasures').where({ state: 'running' })).length > 0) {
    while ((await worker.workOnce()) > 0);
    await projector.drain();
  }
  await knex.destroy();
}

main(JSON.parse(process.env.KILL_ORDER!));
