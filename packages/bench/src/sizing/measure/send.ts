import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { CONNECTIONS } from '../../harness/Bench';
import { Portal, WEBHOOK_SECRET } from '../../harness/Portal';
import { GithubDelivery } from '../../deliveries/demo';
import { realisticBody } from './examples';

/** A delivery that is ready to go. */
export interface Prepared {
  id: string;
  event: string;
  body: Buffer;
  signature: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** Fills a delivery up to what a real one has, and signs it. */
export function prepare({ id, event, payload }: GithubDelivery): Prepared {
  const body = Buffer.from(realisticBody(event, payload));
  const signature = createHmac('sha256', WEBHOOK_SECRET)
    .update(body)
    .digest('hex');
  return { id, event, body, signature };
}

function post(portal: Portal, delivery: Prepared): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${portal.url}/api/trace/ingest/github`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': delivery.body.length,
          'user-agent': 'GitHub-Hookshot/bench',
          'x-github-event': delivery.event,
          'x-github-delivery': delivery.id,
          'x-hub-signature-256': `sha256=${delivery.signature}`,
        },
      },
      response => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 202
            ? resolve()
            : reject(new Error(`Answered with ${response.statusCode}`)),
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end(delivery.body);
  });
}

/** Sends deliveries over ten connections, each in its turn. */
export async function send(
  portal: Portal,
  deliveries: Prepared[],
  connections: number = CONNECTIONS,
): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < deliveries.length) await post(portal, deliveries[next++]);
  };
  await Promise.all(Array.from({ length: connections }, work));
}
