import { createHmac } from 'node:crypto';
import { BenchDelivery } from '../deliveries/generate';
import { Portal, WEBHOOK_SECRET } from '../harness/Portal';
import { pause } from '../harness/processes';

/** A delivery, and where it can be seen when it is projected. */
export interface Probe extends BenchDelivery {
  /** Path below the portal's address. */
  chain: string;
}

const LOOK_EVERY_MS = 20;
const GIVE_UP_MS = 30_000;

/**
 * Sends one probe after the other, and looks as the signed-in user until it can
 * be read.
 *
 * @returns ends it: milliseconds from the answer to being visible, of each
 */
export function acceptedToVisible(
  portal: Portal,
  probes: Iterator<Probe>,
): () => Promise<number[]> {
  let over = false;
  const waits: number[] = [];
  const watching = (async () => {
    while (!over) {
      const { value: probe, done } = probes.next();
      if (done) throw new Error('There are not enough probes');
      waits.push(await watch(portal, probe));
      await pause(100);
    }
  })();
  // Whoever asks for the result hears of it.
  watching.catch(() => {});
  return async () => {
    over = true;
    await watching;
    return waits;
  };
}

/** Sends a signed delivery; over when it was accepted. */
export async function sendProbe(
  portal: Portal,
  probe: BenchDelivery,
): Promise<void> {
  const signature = createHmac('sha256', WEBHOOK_SECRET)
    .update(probe.body)
    .digest('hex');
  const response = await fetch(`${portal.url}/api/trace/ingest/github`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': probe.event,
      'x-github-delivery': probe.id,
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body: probe.body,
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`A probe was answered ${response.status}`);
}

async function watch(portal: Portal, probe: Probe): Promise<number> {
  await sendProbe(portal, probe);
  const accepted = performance.now();
  while (performance.now() - accepted < GIVE_UP_MS) {
    if (await portal.get(probe.chain)) return performance.now() - accepted;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`${probe.chain} could not be read within 30 s`);
}
