import { deflateSync } from 'node:zlib';
import { Client } from 'pg';
import { GithubDelivery } from '../../deliveries/demo';
import { Backlog } from '../../harness/Backlog';
import { Portal } from '../../harness/Portal';
import { say } from '../../harness/processes';
import { Run, Sample } from '../measured';
import { prepare, send } from './send';
import { tableBytes } from './tableBytes';

/** Where deliveries go, and where is looked what became of them. */
export interface Place {
  portal: Portal;
  /** Connected to the schema of `trace`. */
  client: Client;
}

const perSecond = (count: number, milliseconds: number) =>
  Math.round((count * 1000) / milliseconds);

/**
 * Sends deliveries through the signed door in parts, and looks after each, once
 * all of it can be read, how large the database has become.
 *
 * @param until - no part begins after it, in milliseconds of the epoch
 */
export async function measureRun(
  { portal, client }: Place,
  run: { name: string; developers: number; deliveries: GithubDelivery[] },
  options: { part: number; until: number },
): Promise<Run> {
  const { name, developers, deliveries } = run;
  const backlog = new Backlog(client);
  await client.query('VACUUM ANALYZE');
  const empty = await tableBytes(client);
  const samples: Sample[] = [];
  const acceptedPerSecond: number[] = [];
  const visiblePerSecond: number[] = [];
  const events: Record<string, number> = {};
  let rawBytes = 0;
  let storedBytes = 0;
  for (let from = 0; from < deliveries.length; from += options.part) {
    if (Date.now() > options.until) {
      throw new Error(`${name}: ${from} of ${deliveries.length} in the time`);
    }
    const part = deliveries.slice(from, from + options.part).map(prepare);
    const started = performance.now();
    await send(portal, part);
    const accepted = performance.now() - started;
    await backlog.drained();
    const visible = performance.now() - started;
    for (const { event, body } of part) {
      events[event] = (events[event] ?? 0) + 1;
      rawBytes += body.length;
      storedBytes += deflateSync(body, { level: 1 }).length;
    }
    const tables = await tableBytes(client);
    samples.push({ events: { ...events }, rawBytes, storedBytes, tables });
    acceptedPerSecond.push(perSecond(part.length, accepted));
    visiblePerSecond.push(perSecond(part.length, visible));
    say(
      `${name}: ${from + part.length} of ${deliveries.length}, accepted ${
        acceptedPerSecond[acceptedPerSecond.length - 1]
      }/s, visible ${visiblePerSecond[visiblePerSecond.length - 1]}/s`,
    );
  }
  return {
    name,
    developers,
    empty,
    samples,
    acceptedPerSecond,
    visiblePerSecond,
  };
}
