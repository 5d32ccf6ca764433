import { contextToMarkdown } from '@throughline/plugin-context-common';
import { withMcpClient } from './mcpClient';
import { Portal } from './portal';
import { CART } from './sections';

/** What the cart is a part of. */
export const SYSTEM = 'system:default/shop';
/** What owns both. */
export const GROUP = 'group:default/team-a';

const cart = '/entities/component/default/cart';
const pathOf = (ref: string) => `/entities/${ref.replace(':', '/')}`;

/** Asks a route of context; answers its text. */
export async function send(
  { origin }: Portal,
  token: string,
  path: string,
  body?: object,
): Promise<string> {
  const response = await fetch(`${origin}/api/context${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  expect({ path, status: response.status, text }).toMatchObject({
    status: 200,
  });
  return text;
}

function call(
  { origin }: Portal,
  token: string,
  name: string,
  input: object,
): Promise<string> {
  return withMcpClient(origin, token, async client =>
    JSON.stringify(
      await client.callTool({
        name: `context.${name}`,
        arguments: { entityRef: CART, ...input },
      }),
    ),
  );
}

async function markdown(
  portal: Portal,
  token: string,
  options?: { budget: number },
): Promise<string> {
  const text = await send(portal, token, `${cart}?since=0`);
  return contextToMarkdown(JSON.parse(text), options).markdown;
}

/** Every way by which something known of the cart gets out. */
export const WAYS_OUT: Record<
  string,
  (portal: Portal, token: string) => Promise<string>
> = {
  'its context': (portal, token) => send(portal, token, cart),
  'its context, and what changed': (portal, token) =>
    send(portal, token, `${cart}?since=0`),
  'its context as it was': async (portal, token) => {
    const ada = await portal.tokenOf('ada');
    const { revision } = JSON.parse(await send(portal, ada, cart));
    return send(portal, token, `${cart}?since=0&at=${revision}`);
  },
  'contexts of several': (portal, token) =>
    send(portal, token, '/entities/by-refs', {
      entityRefs: [CART, SYSTEM],
      since: 0,
    }),
  'its history': (portal, token) =>
    send(portal, token, `${cart}/history?limit=100`),
  'the parts of its system': (portal, token) =>
    send(portal, token, `${pathOf(SYSTEM)}/members`),
  'what its owner owns': (portal, token) =>
    send(portal, token, `${pathOf(GROUP)}/members`),
  Markdown: (portal, token) => markdown(portal, token),
  'Markdown within a budget': (portal, token) =>
    markdown(portal, token, { budget: 200 }),
  'an agent': (portal, token) =>
    call(portal, token, 'get-entity-context', { since: 0 }),
  'an agent with a budget': (portal, token) =>
    call(portal, token, 'get-entity-context', { since: 0, budget: 200 }),
  'an agent that asks what changed': (portal, token) =>
    call(portal, token, 'what-changed-since', { since: 0 }),
};

/** Waits until the context of the cart is as it should be for `ada`. */
export async function untilShown(
  portal: Portal,
  isSo: (text: string) => boolean,
): Promise<void> {
  const ada = await portal.tokenOf('ada');
  for (;;) {
    const response = await fetch(`${portal.origin}/api/context${cart}`, {
      headers: { authorization: `Bearer ${ada}` },
    });
    if (isSo(await response.text())) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
