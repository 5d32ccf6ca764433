import {
  commitKey,
  EdgeView,
  issueKey,
  NodeResponse,
  NodeSummary,
} from '@throughline/plugin-trace-common';
import { allowing, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { REPOSITORY, scenario, sha } from '../__testUtils__/scenario';
import { CATALOG, nodeOf, request } from '../__testUtils__/shop';

const commit = (name: string) => commitKey(REPOSITORY, sha(name));

const ONLY_CART = allowing(
  (permission, ref) =>
    permission === 'trace.read' && ref === 'component:default/cart',
);

const visible = (other: EdgeView['other']) => other as NodeSummary;

describe('a node', () => {
  eachDatabase('comes with its edges and their evidence', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: scenario() },
      async as => {
        const { status, body } = await as('ada').get(nodeOf(request(2)));
        expect(status).toBe(200);
        const { node, edges, edgesTruncated }: NodeResponse = body;
        expect(edgesTruncated).toBe(false);
        expect(node).toMatchObject({
          id: request(2),
          kind: 'change',
          title: 'Keep the cart (closes #1)',
          entityRefs: ['component:default/cart'],
          attributes: { state: 'merged', headBranch: 'keep-cart' },
        });
        expect(
          edges.map(
            ({ type, direction, rule, text, other }) =>
              `${type} ${direction} ${visible(other).title} (${rule}: ${text})`,
          ),
        ).toEqual(
          expect.arrayContaining([
            'closes out Keep the cart after sign-in (ticket-in-title: ep the cart (closes #1))',
            `landedAs out Keep the cart (#2) (merge-commit: ${sha('c1')})`,
            'reverts in Revert "Keep the cart" (revert-text: undefined)',
            'causedBy in Carts are empty (caused-by: undefined)',
          ]),
        );
      },
    );
  });

  eachDatabase('of any kind belongs where its changes do', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: scenario(), permissions: ONLY_CART },
      async as => {
        const seen = async (id: string) =>
          (await as('ada').get(nodeOf(id))).status === 200;
        for (const id of [
          request(2),
          commit('b1'),
          commit('c1'),
          issueKey(REPOSITORY, 1),
          issueKey(REPOSITORY, 9),
          `testSuiteRun:${REPOSITORY}@${sha('b2')}/unit-1`,
          `deployment:${REPOSITORY}/2`,
          `artifact:${REPOSITORY}@v1`,
        ]) {
          expect(`${id} ${await seen(id)}`).toBe(`${id} true`);
        }
        for (const id of [
          request(3),
          commit('d1'),
          commit('e2'),
          `deployment:${REPOSITORY}/5`,
          `pipelineRun:${REPOSITORY}/runs/1`,
        ]) {
          expect(`${id} ${await seen(id)}`).toBe(`${id} false`);
        }
      },
    );
  });
});

describe('a node that many others name', () => {
  eachDatabase('comes with the surest of its edges', async knex => {
    const ticket = issueKey(REPOSITORY, 1);
    const named = Array.from({ length: 250 }, (_, index) => {
      const name = `n${index}`;
      return {
        subject: commit(name),
        at: '2026-02-01T12:00:00.000Z',
        attributes: {
          sha: sha(name),
          subject: `Commit ${name}`,
          author: { name: 'Ada', type: 'unknown' },
          committedAt: '2026-02-01T12:00:00.000Z',
          onDefaultBranch: true,
          parents: [],
          paths: ['services/cart/index.ts'],
          mentions: [
            { ticket, verb: 'mentions', where: 'message', text: '#1' },
          ],
        },
      };
    });
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: [...scenario(), named] },
      async as => {
        const { body } = await as('ada').get(nodeOf(ticket));
        const { edges, edgesTruncated }: NodeResponse = body;
        expect(edgesTruncated).toBe(true);
        expect(edges).toHaveLength(200);
        expect(edges[0]).toMatchObject({ type: 'closes', confidence: 0.95 });
      },
    );
  });
});

describe('the other end of an edge', () => {
  const naming = {
    subject: request(2),
    at: '2026-01-05T12:00:00.000Z',
    attributes: {
      reverts: [request(3)],
      mentions: [
        {
          ticket: 'issue:PAY-7',
          verb: 'mentions',
          where: 'body',
          text: 'like PAY-7',
        },
      ],
    },
  };

  eachDatabase(
    'is hidden, with the text that names it, from who may not see it',
    async knex => {
      await withTrace(
        knex,
        {
          entities: CATALOG,
          deliveries: [...scenario(), [naming]],
          permissions: ONLY_CART,
        },
        async as => {
          const { body } = await as('ada').get(nodeOf(request(2)));
          const { edges }: NodeResponse = body;
          const reverts = edges.filter(
            ({ type, direction }) => type === 'reverts' && direction === 'out',
          );
          expect(reverts).toEqual([
            {
              type: 'reverts',
              direction: 'out',
              rule: 'revert-text',
              confidence: 0.95,
              other: { hidden: true },
            },
          ]);
          expect(JSON.stringify(body)).not.toContain(request(3));
        },
      );
    },
  );

  eachDatabase('is shown to who may see it', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: [...scenario(), [naming]] },
      async as => {
        const { body } = await as('ada').get(nodeOf(request(2)));
        const { edges }: NodeResponse = body;
        expect(edges.map(({ other }) => visible(other).id)).toContain(
          request(3),
        );
      },
    );
  });
});

describe('what belongs to no entity', () => {
  const unowned = commit('a1');

  eachDatabase('needs a permission of its own', async knex => {
    await withTrace(
      knex,
      {
        entities: CATALOG,
        deliveries: scenario(),
        permissions: allowing(permission => permission === 'trace.read'),
      },
      async as => {
        const { status, body } = await as('ada').get(nodeOf(unowned));
        expect(status).toBe(404);
        expect(body.error.message).toBe(`No node ${unowned}`);
      },
    );
  });

  eachDatabase('is shown with it', async knex => {
    await withTrace(
      knex,
      {
        entities: CATALOG,
        deliveries: scenario(),
        permissions: allowing(name => name === 'trace.unowned.read'),
      },
      async as => {
        const { status, body } = await as('ada').get(nodeOf(unowned));
        expect(status).toBe(200);
        expect(body.node.entityRefs).toEqual([]);
        expect((await as('ada').get(nodeOf(request(2)))).status).toBe(404);
      },
    );
  });
});

describe('bad input', () => {
  eachDatabase('is named', async knex => {
    await withTrace(knex, { entities: CATALOG }, async as => {
      for (const [id, message] of [
        ['x'.repeat(1_001), 'id: expected 1 to 1000 characters'],
        ['commit:\0', 'id: expected no NUL'],
      ]) {
        const { status, body } = await as('ada').get(nodeOf(id));
        expect(status).toBe(400);
        expect(body.error.message).toContain(message);
      }
    });
  });
});
