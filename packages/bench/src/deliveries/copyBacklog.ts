import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DeliveryPlan, generate } from './generate';

const deflate = promisify<string, zlib.ZlibOptions, Buffer>(zlib.deflate);

const COPY = `COPY deliveries
  (source, delivery_id, event, status, context, body_bytes, received_at, body)
  FROM STDIN`;

/**
 * Puts deliveries into the inbox as if they had been accepted, for what is too
 * much to send: the same rows, compressed the same way. They become visible all
 * at once.
 *
 * @param client - connected to the database of `trace`
 */
export async function copyBacklog(
  client: Client,
  plan: DeliveryPlan,
): Promise<void> {
  await client.query('BEGIN');
  const stream = client.query(copyFrom(COPY));
  const receivedAt = new Date().toISOString();
  for (const { id, event, body } of generate(plan)) {
    // As the inbox does, see `compress` in trace-backend.
    const stored = await deflate(body, { level: 1 });
    const row = [
      'github',
      id,
      event,
      'received',
      '{}',
      Buffer.byteLength(body),
      receivedAt,
      `\\\\x${stored.toString('hex')}`,
    ].join('\t');
    if (!stream.write(`${row}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  await client.query(
    `INSERT INTO source_counters (source, received, last_received_at)
     VALUES ('github', $1, $2)
     ON CONFLICT (source) DO UPDATE SET
       received = source_counters.received + excluded.received,
       last_received_at = excluded.last_received_at`,
    [plan.count, receivedAt],
  );
  await client.query('COMMIT');
}
