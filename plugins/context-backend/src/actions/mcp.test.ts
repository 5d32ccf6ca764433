import { withMcpClient } from '../__testUtils__/mcpClient';
import {
  Portal,
  RESTRICTED_TOKEN,
  STATIC_TOKEN,
} from '../__testUtils__/portal';
import { CART } from '../__testUtils__/sections';
import { startPortalWithSecrets } from '../__testUtils__/secrets';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortalWithSecrets();
}, 60_000);

afterAll(async () => {
  await portal.stop();
});

interface Answer {
  isError?: boolean;
  content: { text: string }[];
  structuredContent?: {
    markdown: string;
    revision: number;
    at: string;
    leftOut: string[];
    context?: { sections: { sectionId: string }[] };
    changes?: { sectionId: string }[];
  };
}

async function call(token: string, name: string, input: object) {
  return withMcpClient(portal.origin, token, async client => {
    const answer = await client.callTool({
      name: `context.${name}`,
      arguments: { ...input },
    });
    return answer as unknown as Answer;
  });
}

const as = async (user: string, name: string, input: object) =>
  call(await portal.tokenOf(user), name, input);

describe('an MCP client of a user', () => {
  it('lists the actions as what they are', async () => {
    const { tools } = await withMcpClient(
      portal.origin,
      await portal.tokenOf('ada'),
      client => client.listTools(),
    );
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'context.get-entity-context',
      'context.what-changed-since',
    ]);
    for (const { annotations, inputSchema } of tools) {
      expect(annotations).toMatchObject({
        readOnlyHint: true,
        idempotentHint: true,
        destructiveHint: false,
      });
      expect(inputSchema.required).toContain('entityRef');
    }
  });

  it('reads what is known of an entity', async () => {
    const { isError, structuredContent } = await as(
      'ada',
      'get-entity-context',
      { entityRef: 'Component:default/Cart', since: 'last-look' },
    );
    expect(isError).toBeFalsy();
    const { markdown, revision, at, leftOut, context } = structuredContent!;
    expect(markdown).toMatch(/^# cart\n/);
    expect(markdown).toContain('zebra 2');
    expect(markdown).toContain('vault');
    expect(revision).toBeGreaterThan(2);
    expect(new Date(at).getTime()).toBeGreaterThan(0);
    expect(leftOut).toEqual([]);
    expect(context!.sections.map(({ sectionId }) => sectionId)).toEqual([
      'catalog',
      'trace',
    ]);
  });

  it('reads within a budget', async () => {
    const { structuredContent } = await as('ada', 'get-entity-context', {
      entityRef: CART,
      budget: 150,
    });
    const { markdown, leftOut, context } = structuredContent!;
    expect(markdown.length).toBeLessThanOrEqual(150 * 4);
    expect(leftOut.length).toBeGreaterThan(0);
    expect(markdown).toContain('Left out to fit 150 tokens');
    expect(context).toBeUndefined();
  });

  it('reads what changed', async () => {
    const { structuredContent } = await as('ada', 'what-changed-since', {
      entityRef: CART,
      since: 0,
    });
    expect(structuredContent!.changes).toHaveLength(2);
    expect(structuredContent!.markdown).toContain('zebra 2');
    const { revision } = structuredContent!;
    const now = await as('ada', 'what-changed-since', {
      entityRef: CART,
      since: String(revision),
    });
    expect(now.structuredContent!.changes).toEqual([]);
  });

  it.each([
    ['get-entity-context', { budget: 10 }, /budget.*at least 100/],
    ['get-entity-context', { since: 'x' }, /since: expected/],
    ['get-entity-context', { entityRef: 'cart' }, /entityRef: expected/],
    ['get-entity-context', { entityRef: 'component:a/b' }, /No entity/],
    ['get-entity-context', { entityRef: 'component:a/\0' }, /entityRef: exp/],
    ['what-changed-since', { since: 0, budget: 99 }, /budget.*at least 100/],
    ['what-changed-since', { since: '2999-01-01' }, /since: .* in the future/],
    ['what-changed-since', { since: 99999 }, /since: there is no revision/],
    ['what-changed-since', {}, /Invalid input/],
  ])('is told what is wrong: %s %j', async (name, input, message) => {
    const answer = await as('ada', name, { entityRef: CART, ...input });
    expect(answer.isError).toBe(true);
    expect(answer.content[0].text).toMatch(message);
  });
});

describe('an external token', () => {
  it.each(['get-entity-context', 'what-changed-since'])(
    'without restrictions is refused: %s',
    async name => {
      const answer = await call(STATIC_TOKEN, name, {
        entityRef: CART,
        since: 0,
      });
      expect(answer.isError).toBe(true);
      expect(answer.content[0].text).toMatch(
        /Services without access restrictions cannot read context/,
      );
    },
  );

  it.each([
    [STATIC_TOKEN, 403],
    [RESTRICTED_TOKEN, 200],
  ])('reads by the routes when it is restricted: %s', async (token, status) => {
    const response = await fetch(
      `${portal.origin}/api/context/entities/component/default/cart`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    expect(response.status).toBe(status);
  });
});
