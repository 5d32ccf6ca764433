/**
 * The load generator: a process of its own, so that it shares no event loop with
 * what it measures nor with what watches. Its parent tells it over IPC what to
 * prepare (bodies are made and signed before), and when to go.
 */
import { createHmac } from 'node:crypto';
import autocannon, { Options, Request } from 'autocannon';
import { generate } from '../deliveries/generate';
import { Load, LoadOrder, LoadReport, LoadResult } from './load';

type Signed = Pick<Request, 'body' | 'headers'>;

function signedDeliveries({ deliveries, amount, connections }: Load): Signed[] {
  if (!deliveries) return [];
  const { plan, secret } = deliveries;
  // Each connection builds one request ahead.
  const count = amount + 2 * connections;
  return Array.from(generate({ ...plan, count }), delivery => {
    const body = Buffer.from(delivery.body);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'GitHub-Hookshot/bench',
        'x-github-event': delivery.event,
        'x-github-delivery': delivery.id,
        'x-hub-signature-256': `sha256=${signature}`,
      },
    };
  });
}

/** The end of the run before, which must not overlap with the next. */
let previous: Promise<void> | undefined;

async function run(load: Load, signed: Signed[]): Promise<LoadResult> {
  let next = 0;
  const options: Options = {
    url: load.url,
    connections: load.connections,
    amount: load.amount,
    overallRate: load.rate,
    headers: load.headers,
    timeout: 60,
    requests: load.deliveries && [
      {
        method: 'POST',
        setupRequest: request => {
          const { body, headers } = signed[next++ % signed.length];
          return { ...request, body, headers };
        },
      },
    ],
  };
  await previous;
  const latencies: number[] = [];
  let failures = 0;
  const started = performance.now();
  // Autocannon ends with the second in which it has its last answer; whoever
  // looks at what the answers left behind must not come that late.
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(options, error =>
      error ? reject(error) : resolve(),
    );
    previous = new Promise(done => instance.on('done', () => done()));
    instance.on('reqError', () => (failures += 1));
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      if (status < 200 || status > 299) failures += 1;
      latencies.push(milliseconds);
      if (latencies.length === load.amount) resolve();
    });
  });
  const seconds = (performance.now() - started) / 1000;
  return {
    perSecond: latencies.length / seconds,
    seconds,
    latencies,
    failures,
  };
}

const tell = (report: LoadReport) => process.send?.(report);

let prepared: { load: Load; signed: Signed[] } | undefined;

process.on('message', async (order: LoadOrder) => {
  try {
    if (order !== 'go') {
      prepared = {
        load: order.prepare,
        signed: signedDeliveries(order.prepare),
      };
      tell({ report: 'prepared' });
    } else if (prepared) {
      tell({
        report: 'done',
        result: await run(prepared.load, prepared.signed),
      });
    }
  } catch (error) {
    tell({
      report: 'failed',
      reason:
        error instanceof Error ? error.stack ?? error.message : `${error}`,
    });
  }
});
process.on('disconnect', () => process.exit(0));
