import { parseJson, replaceWords } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { toNumber } from '../../database/inbox/columns';
import { speaksOf } from '../deliveryTexts';
import { MarkFinder } from '../MarkFinder';

/** A stored delivery, as far as it can speak of people. */
export interface DeliveryTexts {
  seq: number;
  status: string;
  deliveryId: string;
  event: string;
  reason: string | null;
  path: string | null;
  context: string;
  /** Deflated; null once it has expired. */
  body: Buffer | null;
}

const COLUMNS = [
  'seq',
  'status',
  'delivery_id',
  'event',
  'reason',
  'path',
  'context',
  'body',
];

/** Bodies that are looked at in one transaction, as they were sent. */
const MAX_BYTES = 4 * 1024 * 1024;

async function readTexts(knex: Knex, seqs: number[]): Promise<DeliveryTexts[]> {
  const rows = await knex('deliveries')
    .select(COLUMNS)
    .whereIn('seq', seqs)
    .orderBy('seq');
  return rows.map(({ delivery_id, ...row }) => ({
    ...row,
    seq: toNumber(row.seq),
    deliveryId: delivery_id,
  }));
}

/** Some deliveries in their order, after one of them. */
export async function readDeliveriesAfter(
  knex: Knex,
  seq: number,
  limit: number,
): Promise<DeliveryTexts[]> {
  const rows: Array<{
    seq: number | string;
    body_bytes: number;
    there: boolean | number;
  }> = await knex('deliveries')
    .select('seq', 'body_bytes', knex.raw('body IS NOT NULL AS there'))
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit);
  let bytes = 0;
  const taken = rows.filter((row, index) => {
    bytes += row.there ? row.body_bytes : 0;
    return index === 0 || bytes <= MAX_BYTES;
  });
  return readTexts(
    knex,
    taken.map(row => toNumber(row.seq)),
  );
}

/** What is to be written in a delivery's place; undefined: nothing. */
export async function eraseFromDelivery(
  delivery: DeliveryTexts,
  finder: MarkFinder,
): Promise<{ values: object; body: boolean } | undefined> {
  const { seq, deliveryId, event, reason, path, context } = delivery;
  const erase = (text: string) => replaceWords(text, finder);
  const body =
    delivery.body !== null && (await speaksOf(delivery.body, finder));
  const texts = {
    // The number keeps it apart from others that are called the same now.
    delivery_id:
      erase(deliveryId) === deliveryId
        ? deliveryId
        : `${erase(deliveryId)}-${seq}`,
    event: erase(event),
    reason: reason === null ? null : erase(reason),
    // Dots lead from field to field there.
    path: path === null ? null : path.split('.').map(erase).join('.'),
    context: JSON.stringify(
      Object.fromEntries(
        Object.entries(parseJson<Record<string, string>>(context)).map(
          ([name, value]) => [name, erase(String(value))],
        ),
      ),
    ),
  };
  const same =
    texts.delivery_id === deliveryId &&
    texts.event === event &&
    texts.reason === reason &&
    texts.path === path &&
    texts.context === JSON.stringify(parseJson(context));
  if (!body && same) return undefined;
  return { values: body ? { ...texts, body: null } : texts, body };
}

/** Writes that, unless the delivery waits to be processed by now. */
export async function writeErased(
  tx: Knex.Transaction,
  seq: number,
  values: object,
): Promise<void> {
  await tx('deliveries')
    .where({ seq })
    .whereNot({ status: 'received' })
    .update(values);
}

/**
 * Erases from deliveries that were just processed, in that transaction. One
 * that failed keeps its payload, or it could never be processed again; once it
 * is, this empties it.
 */
export async function eraseFromProcessed(
  tx: Knex.Transaction,
  seqs: number[],
  finder: MarkFinder,
): Promise<void> {
  for (const delivery of await readTexts(tx, seqs)) {
    const { status } = delivery;
    const looked = status === 'failed' ? { ...delivery, body: null } : delivery;
    const erased = await eraseFromDelivery(looked, finder);
    if (erased) await writeErased(tx, delivery.seq, erased.values);
  }
}
