import { sign } from '@octokit/webhooks-methods';
import { Delivery } from './Delivery';

/** Where webhooks go, and what they are signed with. */
export interface WebhookTarget {
  url: string;
  secret: string;
}

/** A signed delivery, ready to be posted. */
export async function signDelivery(
  { event, id, payload }: Delivery,
  secret: string,
): Promise<{ headers: Record<string, string>; body: string }> {
  const body = JSON.stringify(payload);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/player',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': await sign(secret, body),
    },
  };
}

/** Posts deliveries one after another, and gives the statuses answered. */
export async function sendWebhooks(
  deliveries: Delivery[],
  { url, secret }: WebhookTarget,
): Promise<number[]> {
  const statuses: number[] = [];
  for (const delivery of deliveries) {
    const signed = await signDelivery(delivery, secret);
    const response = await fetch(url, { method: 'POST', ...signed });
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  return statuses;
}
