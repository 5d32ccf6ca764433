import { Knex } from 'knex';
import { readProjectionSettings } from '../database/graph/operations/projectionSettings';
import { TicketPatterns } from './TicketPatterns';

/** How tickets are written, as the replica that started last says. */
export async function readTicketPatterns(knex: Knex): Promise<TicketPatterns> {
  return new TicketPatterns((await readProjectionSettings(knex)).tickets);
}
