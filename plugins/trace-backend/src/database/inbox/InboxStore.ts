import { Knex } from 'knex';
import { addRefusals } from './operations/addRefusals';
import { claimDeliveries, ClaimLimits } from './operations/claimDeliveries';
import { expireBodies, ExpiryQuery } from './operations/expireBodies';
import { finishDeliveries } from './operations/finishDeliveries';
import { insertDeliveries } from './operations/insertDeliveries';
import { DeliveriesQuery, listDeliveries } from './operations/listDeliveries';
import { readCounters } from './operations/readCounters';
import { requeueDelivery, RequeueResult } from './operations/requeueDelivery';
import {
  ClaimedDelivery,
  DeliveryOutcome,
  DeliveryRow,
  NewDelivery,
  Refusals,
  SourceCounters,
} from './types';

/** Where deliveries are kept. See the operation of the same name for each. */
export interface InboxStore {
  transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** @returns for each delivery whether it is new */
  insert(deliveries: NewDelivery[]): Promise<boolean[]>;
  claim(
    tx: Knex.Transaction,
    limits: ClaimLimits,
    only?: { seq: number },
  ): Promise<ClaimedDelivery[]>;
  finish(tx: Knex.Transaction, outcomes: DeliveryOutcome[]): Promise<void>;
  list(query: DeliveriesQuery): Promise<DeliveryRow[]>;
  requeue(seq: number): Promise<RequeueResult>;
  expireBodies(query: ExpiryQuery): Promise<number>;
  addRefusals(refusals: Refusals[]): Promise<void>;
  counters(): Promise<SourceCounters[]>;
}

/** The inbox in SQLite or PostgreSQL. */
export function createInboxStore(knex: Knex): InboxStore {
  return {
    transaction: work => knex.transaction(work),
    insert: deliveries => insertDeliveries(knex, deliveries),
    claim: claimDeliveries,
    finish: finishDeliveries,
    list: query => listDeliveries(knex, query),
    requeue: seq => requeueDelivery(knex, seq),
    expireBodies: query => expireBodies(knex, query),
    addRefusals: refusals => addRefusals(knex, refusals),
    counters: () => readCounters(knex),
  };
}
