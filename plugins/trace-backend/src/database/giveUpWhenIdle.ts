import { Knex } from 'knex';

/** Far longer than any of our transactions waits for this process. */
const PATIENCE = '60s';

/**
 * Lets PostgreSQL end the transaction when this process has gone silent in it.
 * A killed process closes its connection and so gives its locks up at once; a
 * machine that lost its power does not, and would keep everybody else out until
 * TCP notices, which by default takes hours.
 */
export async function giveUpWhenIdle(tx: Knex.Transaction): Promise<void> {
  if (tx.client.config.client.includes('pg')) {
    await tx.raw(
      `SET LOCAL idle_in_transaction_session_timeout = '${PATIENCE}'`,
    );
  }
}
