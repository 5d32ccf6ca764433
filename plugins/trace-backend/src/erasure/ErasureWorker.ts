import { issueKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEntities } from '../database/graph/operations/entities';
import {
  hasWorkUntil,
  newestWork,
  Queue,
  takeProjectorLease,
} from '../database/graph/operations/work';
import { applyCatalog } from '../service/applyCatalog';
import { eraseFromEntity, eraseFromFact } from './eraseFromFact';
import { MarkFinder } from './MarkFinder';
import {
  eraseFromDelivery,
  readDeliveriesAfter,
  writeErased,
} from './operations/deliveries';
import {
  claimErasure,
  Erasure,
  Phase,
  PHASES,
  writeErasure,
} from './operations/erasures';
import { readFactsAfter, readFactsOf, replaceFacts } from './operations/facts';
import { eraseFromHistories } from './operations/histories';
import {
  deleteRehearsed,
  readErasedPeople,
  readRehearsed,
} from './operations/marks';

const FACTS = 1_000;
const DELIVERIES = 200;

/** What a batch came to. */
interface Batch {
  /** Where to go on from; missing when the phase is over. */
  position?: { after?: string };
  /** What was found, to be added to the report. */
  found?: Partial<Erasure['report']>;
  /** It has to wait for somebody else's work. */
  waits?: boolean;
}

type Work = (
  tx: Knex.Transaction,
  erasure: Erasure,
  finder: MarkFinder,
) => Promise<Batch>;

const eraseSubject = (subject: string, finder: MarkFinder) =>
  eraseFromFact({ subject, at: '', attributes: {} }, finder).subject;

/** Repositories are called the same in the catalog and in facts. */
async function entities(
  tx: Knex.Transaction,
  { rehearsal }: Erasure,
  finder: MarkFinder,
): Promise<Batch> {
  // What another replica takes over meanwhile would be undone.
  if (!rehearsal) await takeProjectorLease(tx, { wait: true });
  const held = await readEntities(tx);
  const changed = held.filter(
    entity =>
      JSON.stringify(eraseFromEntity(entity, finder)) !==
      JSON.stringify(entity),
  );
  if (!rehearsal && changed.length > 0) await applyCatalog(tx, held);
  const repositories: string[] = await tx('nodes')
    .distinct('repository')
    .whereNotNull('repository')
    .pluck('repository');
  const renamed = repositories.filter(
    name => eraseSubject(issueKey(name, 1), finder) !== issueKey(name, 1),
  );
  return {
    found: { entities: changed.length, repositories: renamed.length },
  };
}

async function facts(
  tx: Knex.Transaction,
  { rehearsal, position }: Erasure,
  finder: MarkFinder,
): Promise<Batch> {
  const read = await readFactsAfter(tx, position.after ?? '', FACTS);
  const erase = (before: (typeof read)[number]) => {
    const { id, ...fact } = before;
    const after = eraseFromFact(fact, finder);
    return after === fact ? [] : [{ before, after }];
  };
  const renamed = read
    .map(({ subject }) => subject)
    .filter(key => eraseSubject(key, finder) !== key);
  // A subject gets its new name as a whole, so that it is never two.
  const whole = rehearsal ? [] : await readFactsOf(tx, renamed);
  const all = new Map([...read, ...whole].map(fact => [fact.id, fact]));
  const replaced = [...all.values()].flatMap(erase);
  if (!rehearsal) await replaceFacts(tx, replaced);
  return {
    position: read.length < FACTS ? undefined : { after: read.at(-1)!.id },
    found: { facts: replaced.length },
  };
}

/**
 * Queues in the order that work goes through them. Changes make work for their
 * own queue, once.
 */
const ROUNDS: Queue[] = [
  'subject',
  'change',
  'change',
  'rollout',
  'incident',
  'finding',
  'chain',
  'flake',
];

/**
 * Until the graph is computed anew, pages show what was. In each queue it waits
 * for what is there when the one before is through, and for nothing that comes
 * later: a busy portal's queues are never empty.
 */
async function projection(
  tx: Knex.Transaction,
  { rehearsal, position }: Erasure,
): Promise<Batch> {
  if (rehearsal) return {};
  const [round, until] = (position.after ?? '-1:0').split(':').map(Number);
  if (round >= 0 && (await hasWorkUntil(tx, ROUNDS[round], until))) {
    return { position, waits: true };
  }
  const next = round + 1;
  if (next === ROUNDS.length) return {};
  const newest = await newestWork(tx, ROUNDS[next]);
  return { position: { after: `${next}:${newest}` } };
}

async function histories(
  tx: Knex.Transaction,
  { rehearsal }: Erasure,
  finder: MarkFinder,
): Promise<Batch> {
  const erased = await eraseFromHistories(tx, finder, rehearsal);
  return { found: { histories: erased } };
}

async function deliveries(
  tx: Knex.Transaction,
  { rehearsal, position }: Erasure,
  finder: MarkFinder,
): Promise<Batch> {
  const after = Number(position.after ?? 0);
  const read = await readDeliveriesAfter(tx, after, DELIVERIES);
  const found = { deliveries: 0, bodies: 0, failedBodies: 0 };
  let last = after;
  for (const delivery of read) {
    const erased = await eraseFromDelivery(delivery, finder);
    if (erased && delivery.status === 'received' && !rehearsal) {
      // It is processed first: nothing that was acknowledged is lost.
      return { position: { after: String(last) }, found, waits: true };
    }
    if (erased) {
      found.deliveries += 1;
      found.bodies += erased.body ? 1 : 0;
      found.failedBodies += erased.body && delivery.status === 'failed' ? 1 : 0;
      if (!rehearsal) await writeErased(tx, delivery.seq, erased.values);
    }
    last = delivery.seq;
  }
  return {
    position: read.length === 0 ? undefined : { after: String(last) },
    found,
  };
}

const WORK: Record<Phase, Work> = {
  entities,
  facts,
  projection,
  histories,
  deliveries,
};

function added(
  report: Erasure['report'],
  found: Batch['found'] = {},
): Erasure['report'] {
  return Object.fromEntries(
    Object.entries(report).map(([name, count]) => [
      name,
      count + (found[name as keyof Erasure['report']] ?? 0),
    ]),
  ) as unknown as Erasure['report'];
}

/**
 * Erases people from all that is stored, in batches. Each is one transaction:
 * what it wrote and where the next goes on from are committed together, so a
 * process that dies leaves nothing half-done, and any other goes on from there.
 */
export class ErasureWorker {
  /** @param onFacts - called after facts were replaced */
  constructor(
    private readonly knex: Knex,
    private readonly onFacts: () => void = () => {},
  ) {}

  /** @returns 0 when there is nothing to do, or it has to wait */
  async workOnce(): Promise<number> {
    const done = await this.knex.transaction(async tx => {
      const erasure = await claimErasure(tx);
      if (!erasure) return 0;
      const finder = erasure.rehearsal
        ? await readRehearsed(tx, erasure.id)
        : (await readErasedPeople(tx))!;
      const batch = await WORK[erasure.phase](tx, erasure, finder);
      const next = PHASES[PHASES.indexOf(erasure.phase) + 1];
      const stays = batch.waits || batch.position;
      await writeErasure(tx, {
        id: erasure.id,
        phase: stays ? erasure.phase : next,
        position: stays ? batch.position ?? erasure.position : {},
        report: added(erasure.report, batch.found),
      });
      if (!stays && !next && erasure.rehearsal) {
        await deleteRehearsed(tx, erasure.id);
      }
      return batch.waits ? 0 : 1;
    });
    if (done > 0) this.onFacts();
    return done;
  }
}
