import { contextToMarkdown } from '@throughline/plugin-context-common';
import { withMcpClient } from './__testUtils__/mcpClient';
import { Portal } from './__testUtils__/portal';
import { CART } from './__testUtils__/sections';
import {
  DELIVERY,
  HIDDEN,
  startPortalWithSecrets,
  SYSTEM,
} from './__testUtils__/secrets';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortalWithSecrets();
}, 60_000);

afterAll(async () => {
  await portal.stop();
});

const send = async (token: string, path: string, body?: object) => {
  const response = await fetch(`${portal.origin}/api/context${path}`, {
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
};

const call = (token: string, name: string, input: object) =>
  withMcpClient(portal.origin, token, async client =>
    JSON.stringify(
      await client.callTool({
        name: `context.${name}`,
        arguments: { entityRef: CART, ...input },
      }),
    ),
  );

const cart = '/entities/component/default/cart';
const pathOf = (ref: string) => `/entities/${ref.replace(':', '/')}`;

/** Every way by which something known of an entity gets out. */
const WAYS: Record<string, (token: string) => Promise<string>> = {
  'its context': token => send(token, cart),
  'its context, and what changed': token => send(token, `${cart}?since=0`),
  'its context as it was': async token => {
    const ada = await portal.tokenOf('ada');
    const { revision } = JSON.parse(await send(ada, cart));
    return send(token, `${cart}?since=0&at=${revision}`);
  },
  'contexts of several': token =>
    send(token, '/entities/by-refs', { entityRefs: [CART, SYSTEM], since: 0 }),
  'its history': token => send(token, `${cart}/history?limit=100`),
  'the parts of its system': token => send(token, `${pathOf(SYSTEM)}/members`),
  'what its owner owns': token =>
    send(token, `${pathOf('group:default/team-a')}/members`),
  Markdown: async token =>
    contextToMarkdown(JSON.parse(await send(token, `${cart}?since=0`)))
      .markdown,
  'Markdown within a budget': async token =>
    contextToMarkdown(JSON.parse(await send(token, `${cart}?since=0`)), {
      budget: 200,
    }).markdown,
  'an agent': token => call(token, 'get-entity-context', { since: 0 }),
  'an agent with a budget': token =>
    call(token, 'get-entity-context', { since: 0, budget: 120 }),
  'an agent that asks what changed': token =>
    call(token, 'what-changed-since', { since: 0 }),
};

describe.each(Object.entries(WAYS))('%s', (_, read) => {
  it('says nothing of the delivery to who may not read it', async () => {
    expect(await read(await portal.tokenOf('eve'))).not.toMatch(DELIVERY);
  });

  it('says nothing of an entity to who cannot see it', async () => {
    expect(await read(await portal.tokenOf('bo'))).not.toMatch(HIDDEN);
  });

  it('says both to who may see both, so that the others mean something', async () => {
    const said = await read(await portal.tokenOf('ada'));
    expect(said).toMatch(DELIVERY);
    expect(said).toMatch(HIDDEN);
  });
});

describe('the hidden entity itself', () => {
  it.each(['', '/history', '/members'])('is not there: %s', async suffix => {
    const get = async (name: string) => {
      const response = await fetch(
        `${portal.origin}/api/context/entities/component/default/${name}${suffix}`,
        {
          headers: { authorization: `Bearer ${await portal.tokenOf('bo')}` },
        },
      );
      return { status: response.status, text: await response.text() };
    };
    const hidden = await get('vault');
    const unknown = await get('nosuch');
    expect(hidden.status).toBe(404);
    expect(hidden.text.replaceAll('vault', 'nosuch')).toBe(unknown.text);
  });
});
