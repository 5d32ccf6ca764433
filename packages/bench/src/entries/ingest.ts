import { generate } from '../deliveries/generate';
import { Figure, figureOf, guardAtMost, ratioAtLeast } from '../figures/figure';
import { p95, short } from '../figures/numbers';
import { median } from 'simple-statistics';
import { Backlog } from '../harness/Backlog';
import { Bench, CONNECTIONS } from '../harness/Bench';
import { copyBacklog } from '../deliveries/copyBacklog';
import { Portal, WEBHOOK_SECRET } from '../harness/Portal';
import { say } from '../harness/processes';
import { acceptedToVisible } from './acceptedToVisible';

const OURS = '/api/trace/ingest/github';
const YARDSTICK = '/api/events/http/github';

// Each run has deliveries of its own; both sides of a run get the same.
const SERIES = { accepted: 1, steady: 6, backlog: 7, probes: 17, warmUp: 18 };

/**
 * Signed deliveries through our front door, against the events backend's, which
 * neither verifies nor stores them.
 */
export async function ingest(bench: Bench): Promise<Figure[]> {
  const portal = await bench.data.portalOn('ingest');
  const client = await bench.home.postgres.connect(portal.database, 'trace');
  try {
    return await measure(bench, portal, new Backlog(client), async series => {
      const count = bench.scale.backlog;
      await copyBacklog(client, { series, count, events: 'measured' });
    });
  } finally {
    await client.end();
    await bench.data.discard(portal);
  }
}

async function measure(
  bench: Bench,
  portal: Portal,
  backlog: Backlog,
  putBacklog: (series: number) => Promise<void>,
): Promise<Figure[]> {
  const { runs, requests, steadySeconds } = bench.scale;
  const send = (path: string, series: number, amount: number, rate?: number) =>
    bench.load.run({
      url: `${portal.url}${path}`,
      connections: CONNECTIONS,
      amount,
      rate,
      deliveries: {
        plan: { series, count: amount, events: 'measured' },
        secret: WEBHOOK_SECRET,
      },
    });

  await send(OURS, SERIES.warmUp, 1_000);
  await send(YARDSTICK, SERIES.warmUp, 1_000);
  await backlog.drained();

  const accepted: number[] = [];
  const yardstick: number[] = [];
  const projected: number[] = [];
  const alone: number[] = [];
  for (let run = 0; run < runs; run++) {
    const series = SERIES.accepted + run;
    const ours = await send(OURS, series, requests);
    const left = await backlog.read();
    // A key that is to be projected again counts as a whole delivery, though a
    // delivery marks several: what is said is the least that can be true.
    const through = Math.max(0, requests - left.deliveries - left.keys);
    accepted.push(ours.perSecond);
    projected.push(through / ours.seconds);
    await backlog.drained();

    const theirs = await send(YARDSTICK, series, requests);
    yardstick.push(theirs.perSecond);

    await putBacklog(SERIES.backlog + run);
    const started = performance.now();
    await backlog.drained();
    const seconds = (performance.now() - started) / 1000;
    alone.push(bench.scale.backlog / seconds);
    say(
      `ingest, run ${run + 1} of ${runs}: accepted ${short(
        ours.perSecond,
      )}/s, projected meanwhile ${short(
        through / ours.seconds,
      )}/s, yardstick ${short(theirs.perSecond)}/s, backlog ${short(
        alone[run],
      )}/s`,
    );
  }

  const rate = Math.round(median(accepted) / 2);
  say(`ingest, ${rate}/s for ${steadySeconds} s: accepted to visible`);
  const stopProbing = acceptedToVisible(portal, probes());
  await send(OURS, SERIES.steady, rate * steadySeconds, rate);
  const waits = await stopProbing();
  await backlog.drained();

  return [
    figureOf({
      id: 'accepted',
      unit: 'deliveries/s',
      runs: { ours: accepted, yardstick },
      against: 'events, not stored',
      target: ratioAtLeast(2.5),
    }),
    figureOf({
      id: 'projected-meanwhile',
      unit: 'deliveries/s',
      runs: { ours: projected, yardstick: accepted },
      against: 'accepted',
      target: ratioAtLeast(0.5),
    }),
    figureOf({
      id: 'backlog-drained',
      unit: 'deliveries/s',
      runs: { ours: alone, yardstick },
      against: 'events, not stored',
      target: ratioAtLeast(2),
    }),
    figureOf({
      id: 'accepted-to-visible-p95',
      unit: 'ms',
      runs: { ours: [p95(waits)] },
      target: guardAtMost(1_000),
    }),
  ];
}

/** Pull requests that are new, so that each makes a chain. */
function* probes() {
  const plan = { series: SERIES.probes, count: 20_000 } as const;
  for (const delivery of generate({ ...plan, events: 'measured' })) {
    if (delivery.event !== 'pull_request') continue;
    const payload = JSON.parse(delivery.body);
    if (payload.action !== 'opened') continue;
    const { name, full_name: fullName } = payload.repository;
    yield {
      ...delivery,
      chain: `/api/trace/entities/component/default/${name}/chains/${encodeURIComponent(
        `change:github.com/${fullName}#${payload.number}`,
      )}`,
    };
  }
}
