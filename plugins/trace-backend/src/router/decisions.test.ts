import { JsonObject } from '@backstage/types';
import { mockServices } from '@backstage/backend-test-utils';
import {
  ChainResponse,
  deploymentKey,
  directChangeKey,
  issueKey,
} from '@throughline/plugin-trace-common';
import { allowing, tell, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { REPOSITORY, scenario, sha } from '../__testUtils__/scenario';
import {
  CATALOG,
  chainOf,
  minute,
  nodeOf,
  request,
} from '../__testUtils__/shop';
import { Projector } from '../service/Projector';

const FEES = chainOf('wishlist', request(3));
const CART = chainOf('cart', request(2));
const TYPO = chainOf('cart', directChangeKey(REPOSITORY, sha('f1')));
const INCIDENT = `/entities/component/default/cart/incidents/${encodeURIComponent(
  issueKey(REPOSITORY, 9),
)}/causes`;

const ticketsOf = ({ chain }: ChainResponse) =>
  chain.tickets.map(({ key, link }) => `${link} ${key}`);

const secret = {
  subject: 'issue:PAY-13',
  at: minute(1),
  attributes: {
    key: 'PAY-13',
    title: 'Gargoyle',
    state: 'open',
    incident: false,
    restricted: true,
    createdAt: minute(1),
  } as JsonObject,
};

describe('links that people decide about', () => {
  eachDatabase('survive new deliveries and a rebuild', async knex => {
    const deliveries = scenario();
    await withTrace(knex, { entities: CATALOG, deliveries }, async as => {
      const ada = as('ada');
      const unlinked = await ada
        .post(`${FEES}/unlinks`)
        .send({ ticket: 'pay-7', reason: 'A typo; write to ada@acme.example' });
      expect(unlinked.status).toBe(201);
      const reason = 'A typo; write to [address]';
      const decided = { by: 'user:default/ada', reason };
      expect(unlinked.body).toMatchObject({
        chain: {
          tickets: [],
          incomplete: expect.arrayContaining(['no-ticket']),
        },
        unlinked: [
          {
            ticket: { id: 'issue:PAY-7', link: 'implements' },
            decided: { verdict: 'unlinked', ...decided },
          },
        ],
      });
      const linked = await as('bo')
        .post(`${FEES}/links`)
        .send({ ticket: 'PAY-8', link: 'closes', reason: 'Said in review' });
      expect(ticketsOf(linked.body)).toEqual(['closes PAY-8']);
      const [{ nodes }] = linked.body.steps as ChainResponse['steps'];
      expect(nodes[0].link).toMatchObject({
        rule: 'person',
        confidence: 1,
        decided: { by: 'user:default/bo', reason: 'Said in review' },
      });
      // The commit of a change without a request keeps what is decided of it.
      const typo = await ada
        .post(`${TYPO}/links`)
        .send({ ticket: '#1', link: 'mentions', reason: 'Same page' });
      expect(ticketsOf(typo.body)).toEqual(['mentions #1']);

      await tell(knex, []);
      const before = [await dumpGraph(knex), await dumpAttribution(knex)];
      await tell(knex, deliveries);
      const projector = new Projector(knex);
      await projector.rebuild();
      await projector.drain();
      expect([await dumpGraph(knex), await dumpAttribution(knex)]).toEqual(
        before,
      );

      const again = await ada
        .post(`${FEES}/links`)
        .send({ ticket: 'PAY-7', link: 'implements', reason: 'No typo' });
      expect(ticketsOf(again.body)).toEqual([
        'closes PAY-8',
        'implements PAY-7',
      ]);
      expect(again.body.unlinked).toEqual([]);
      const node = await ada.get(nodeOf(request(3)));
      expect(JSON.stringify(node.body.node.attributes)).not.toContain('typo');
    });
  });

  eachDatabase('are refused where nothing is known of them', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: scenario() },
      async as => {
        const link = (body: object, path = FEES) =>
          as('ada').post(`${path}/links`).send(body);
        const plain = { link: 'implements', reason: 'Because' };
        for (const [body, message] of [
          [{ ...plain, ticket: 'FOO-1' }, /nothing is known of FOO-1.*: PAY/],
          [{ ...plain, ticket: '#99' }, /nothing is known of .*#99/],
          // It is an incident.
          [{ ...plain, ticket: '#9' }, /nothing is known of .*#9/],
          [{ ...plain, ticket: 'some words' }, /expected a key such as/],
          [{ ...plain, ticket: 'PAY-1', reason: ' ' }, /reason: expected/],
          [
            { ...plain, ticket: 'PAY-1', reason: 'x'.repeat(501) },
            /reason: expected a reason of 1 to 500/,
          ],
          [{ ...plain, ticket: 'PAY-1', link: 'x' }, /link: expected closes/],
        ] as const) {
          const { status, body: answer } = await link(body);
          expect([status, answer.error.message]).toEqual([
            400,
            expect.stringMatching(message),
          ]);
        }
        const cart = await link({ ...plain, ticket: 'PAY-1' }, CART);
        expect(cart.body.error.message).toMatch(/cart names: none/);
        const unlink = await as('ada')
          .post(`${FEES}/unlinks`)
          .send({ ticket: 'PAY-1', reason: 'Because' });
        expect(unlink.body.error.message).toMatch(
          /PAY-1 is not linked to this change; linked are PAY-7/,
        );
        expect(
          (await link({ ...plain, ticket: 'PAY-1' }, `${FEES}0`)).status,
        ).toBe(404);
      },
    );
    const facts = await knex('facts').where('attributes', 'like', '%decided%');
    expect(facts).toEqual([]);
  });

  eachDatabase(
    'need the permission, and one for what is secret',
    async knex => {
      const denied = new Set(['trace.link', 'trace.restricted.read']);
      const event = { success: jest.fn(), fail: jest.fn() };
      const auditor = mockServices.auditor.mock({
        createEvent: jest.fn(async () => event),
      });
      await withTrace(
        knex,
        {
          entities: CATALOG,
          deliveries: [...scenario(), [secret]],
          permissions: allowing(
            (permission, ref) =>
              !denied.has(permission) &&
              (ref === undefined || ref === 'component:default/wishlist'),
          ),
          features: [auditor.factory],
        },
        async (as, anonymous) => {
          const body = {
            ticket: 'PAY-13',
            link: 'implements',
            reason: 'Because',
          };
          const links = `${FEES}/links`;
          expect((await anonymous.post(links).send(body)).status).toBe(401);
          const hidden = await as('ada').post(`${CART}/links`).send(body);
          expect(hidden.status).toBe(404);
          expect(hidden.body.error.message).toBe(
            'No delivery trace for component:default/cart',
          );
          const forbidden = await as('ada').post(links).send(body);
          expect(forbidden.status).toBe(403);
          expect(forbidden.body.error.message).toMatch(/trace\.link/);
          denied.delete('trace.link');
          const secretly = await as('ada').post(links).send(body);
          expect(secretly.status).toBe(403);
          expect(secretly.body.error.message).toMatch(
            /trace\.restricted\.read/,
          );
          expect(event.success).not.toHaveBeenCalled();
          expect(event.fail).toHaveBeenCalledTimes(3);

          denied.delete('trace.restricted.read');
          expect((await as('ada').post(links).send(body)).status).toBe(201);
          const off = { ticket: 'PAY-13', reason: 'Gargoyle no more' };
          await as('ada').post(`${FEES}/unlinks`).send(off);
          expect(event.success).toHaveBeenCalledWith({
            meta: { change: request(3), ticket: 'issue:PAY-13' },
          });
          denied.add('trace.restricted.read');
          const { text } = await as('ada').get(FEES);
          expect(text).toContain('PAY-13');
          expect(text).not.toMatch(/gargoyle/i);
        },
      );
    },
  );
});

describe('causes that people decide about', () => {
  const deployment = deploymentKey(REPOSITORY, 4);

  eachDatabase('are kept with the incident', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: scenario() },
      async as => {
        const body = { deployment, verdict: 'linked', reason: 'Graphs say so' };
        const { status, body: answer } = await as('ada')
          .post(INCIDENT)
          .send(body);
        expect([status, answer]).toEqual([
          201,
          {
            ...body,
            incident: issueKey(REPOSITORY, 9),
            by: 'user:default/ada',
            at: expect.any(String),
          },
        ]);
        const stored = async () => {
          const [{ state }] = await knex('nodes').where({
            key: issueKey(REPOSITORY, 9),
          });
          return JSON.parse(state);
        };
        const causesOf = async () => {
          const { body: chain } = await as('ada').get(TYPO);
          const { nodes } = (chain as ChainResponse).steps.find(
            ({ step }) => step === 'incident',
          )!;
          return nodes.map(({ link }) => link?.decided?.reason);
        };
        // At once, not when a projector comes by.
        expect(await causesOf()).toEqual(['Graphs say so']);
        expect((await stored())[`decided:causedBy:${deployment}`]).toEqual({
          verdict: 'linked',
          by: 'user:default/ada',
          reason: 'Graphs say so',
          at: answer.at,
        });
        const back = { ...body, verdict: 'withdrawn', reason: 'A slip' };
        expect((await as('ada').post(INCIDENT).send(back)).status).toBe(201);
        expect(await causesOf()).toEqual([]);
        await tell(knex, []);
        expect(await causesOf()).toEqual([]);
        const again = await as('ada').post(INCIDENT).send(back);
        expect([again.status, again.body.error.message]).toEqual([
          400,
          'verdict: expected linked or unlinked, as nothing was said that could be withdrawn',
        ]);
        const other = { ...body, deployment: deploymentKey(REPOSITORY, 5) };
        const refused = await as('ada').post(INCIDENT).send(other);
        expect(refused.body.error.message).toBe(
          'deployment: expected the node key of a deployment of component:default/cart',
        );
        const none = INCIDENT.replace('%239', '%231');
        expect((await as('ada').post(none).send(body)).status).toBe(404);
      },
    );
  });
});
