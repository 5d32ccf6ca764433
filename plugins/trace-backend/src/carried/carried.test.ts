import { JsonObject } from '@backstage/types';
import { Entity } from '@backstage/catalog-model';
import {
  changeKey,
  ChainResponse,
  commitKey,
  deploymentKey,
  DeploymentsResponse,
  Fact,
  findMentions,
  FlowResponse,
  issueKey,
  TicketResponse,
} from '@throughline/plugin-trace-common';
import { allowing, component, tell, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution } from '../__testUtils__/dump';
import { REPOSITORY, sha } from '../__testUtils__/scenario';
import { chainOf, chainsOf, minute } from '../__testUtils__/shop';
import { readEntity } from '../graph/readEntity';
import { applyCatalog } from '../service/applyCatalog';

const MONEY = 'component:default/money';
const CART = 'component:default/cart';
const ROUND = changeKey(REPOSITORY, 7);
const TICKET = issueKey(REPOSITORY, 1);

const fact = (subject: string, at: number, attributes: object): Fact => ({
  subject,
  at: minute(at),
  attributes: attributes as JsonObject,
});

const commit = (name: string, at: number, paths: string[], parents: string[]) =>
  fact(commitKey(REPOSITORY, sha(name)), at, {
    sha: sha(name),
    subject: name,
    author: { login: 'ada', type: 'person' },
    authoredAt: minute(at),
    committedAt: minute(at),
    onDefaultBranch: true,
    parents: parents.map(sha),
    paths,
  });

const deploy = (id: number, at: number, name: string): Fact =>
  fact(deploymentKey(REPOSITORY, id), at, {
    sha: sha(name),
    environment: 'production',
    production: true,
    service: 'cart',
    createdAt: minute(at),
    [`status:${id}`]: { state: 'success', at: minute(at) },
  });

const TITLE = 'Round fees (closes #1)';

/** A library changes, and the service that is built with it is deployed. */
const DELIVERIES: Fact[][] = [
  [commit('a1', 0, ['services/cart/index.ts'], [])],
  [deploy(1, 1, 'a1')],
  [
    fact(TICKET, 2, {
      key: '#1',
      title: 'Fees',
      state: 'open',
      incident: false,
      createdAt: minute(2),
    }),
  ],
  [commit('b1', 3, ['libs/money/round.ts'], ['a1'])],
  [
    fact(ROUND, 4, {
      number: 7,
      title: TITLE,
      state: 'merged',
      draft: false,
      author: { login: 'ada', type: 'person' },
      baseBranch: 'main',
      headBranch: 'round',
      headSha: sha('b1'),
      mergeSha: sha('b1'),
      createdAt: minute(3),
      mergedAt: minute(4),
      closedAt: minute(4),
      commits: 1,
      mentions: findMentions(TITLE, 'title', REPOSITORY),
    }),
  ],
];

const inShop = (name: string, paths: string) =>
  component(name, {
    'github.com/project-slug': 'acme/shop',
    'throughline.dev/paths': paths,
  });
const money = {
  ...inShop('money', 'libs/money/**'),
  spec: { type: 'library', owner: 'team-b', lifecycle: 'production' },
};
const cart = inShop('cart', 'services/cart/**');
const builtWith = (...refs: string[]): Entity => ({
  ...cart,
  relations: refs.map(targetRef => ({ type: 'dependsOn', targetRef })),
});

const DEPLOYMENTS = '/entities/component/default/cart/deployments';

describe('a change of a library', () => {
  eachDatabase('goes out with what is built with it', async knex => {
    const blind = allowing(
      (permission, ref) => permission !== 'trace.read' || ref !== MONEY,
    );
    const all = allowing(() => true);
    const options = {
      entities: [builtWith(MONEY), money],
      deliveries: [...DELIVERIES, [deploy(2, 9, 'b1')]],
      permissions: {
        ...all,
        authorize: async (requests: never, { credentials }: never) =>
          (JSON.stringify(credentials).includes('blind')
            ? blind
            : all
          ).authorize(requests, { credentials }),
      } as typeof all,
    };
    await withTrace(knex, options, async as => {
      const brought = async (name: string) => {
        const { body } = await as(name).get(DEPLOYMENTS).expect(200);
        return (body as DeploymentsResponse).items[0].added;
      };
      expect(await brought('ada')).toEqual({
        commits: 1,
        changes: [{ id: ROUND, title: TITLE, number: 7, via: [MONEY] }],
        truncated: false,
      });
      // It is the library's all the same.
      const { body: list } = await as('ada').get(chainsOf('cart')).expect(200);
      expect(list.items.map(({ id }: { id: string }) => id)).not.toContain(
        ROUND,
      );

      const { body } = await as('ada').get(chainOf('cart', ROUND)).expect(200);
      const { chain, steps } = body as ChainResponse;
      expect(chain).toMatchObject({
        via: [MONEY],
        stage: 'deployed',
        environments: [
          { environment: 'production', state: 'live', since: minute(9) },
        ],
      });
      expect(chain.incomplete).not.toContain('no-deployment');
      expect(
        steps.find(({ step }) => step === 'deployment')!.nodes[0].node.id,
      ).toBe(deploymentKey(REPOSITORY, 2));

      const ticketPath = `/tickets/${encodeURIComponent(TICKET)}`;
      const ticket = (await as('ada').get(ticketPath).expect(200))
        .body as TicketResponse;
      expect(
        ticket.changes.map(({ entityRef, via }) => ({ entityRef, via })),
      ).toEqual([{ entityRef: MONEY }, { entityRef: CART, via: [MONEY] }]);
      expect(ticket.environments).toEqual([
        expect.objectContaining({ environment: 'production', live: 1 }),
      ]);

      // Nothing of a library is said to whoever may not see it.
      expect(await brought('blind')).toEqual({
        commits: 1,
        changes: [],
        hidden: 1,
        truncated: false,
      });
      await as('blind').get(chainOf('cart', ROUND)).expect(404);

      const leadTime = async (ref: string) => {
        const { body: flow } = await as('ada')
          .get(
            `/flow?scope=${ref}&from=2026-05-01T00:00:00Z&to=2026-06-01T00:00:00Z`,
          )
          .expect(200);
        return (flow as FlowResponse).metrics.find(
          ({ id, definition }) =>
            id === 'change-lead-time' && definition === 'dora',
        );
      };
      // Counted for nobody twice, and left out by name where it belongs.
      expect((await leadTime(MONEY))!.excluded).toEqual([
        { reason: 'through-library', count: 1 },
      ]);
      expect(
        (await leadTime(CART))!.excluded.map(({ reason }) => reason),
      ).not.toContain('through-library');

      const before = await dumpAttribution(knex);
      const others = [builtWith(), money].map(readEntity);
      expect(await applyCatalog(knex, others)).toEqual([CART]);
      expect(await brought('ada')).toEqual({
        commits: 1,
        changes: [],
        truncated: false,
      });
      await as('ada').get(chainOf('cart', ROUND)).expect(404);
      await tell(knex, []);
      expect(await dumpAttribution(knex)).toBe(before);
    });
  });
});
