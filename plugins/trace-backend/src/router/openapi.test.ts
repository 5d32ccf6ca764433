import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  deploymentKey,
  findingKey,
  issueKey,
} from '@throughline/plugin-trace-common';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { allowing, As, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import {
  hmacConnector,
  sign,
  TestPayload,
} from '../__testUtils__/hmacConnector';
import { SECRET } from '../__testUtils__/inbox';
import { finding, scan } from '../findings/__testUtils__/scans';
import { openapi } from '../__testUtils__/openapi';
import { REPOSITORY, scenario } from '../__testUtils__/scenario';
import {
  CATALOG,
  chainOf,
  chainsOf,
  nodeOf,
  request,
} from '../__testUtils__/shop';

const connector = createBackendModule({
  pluginId: 'trace',
  moduleId: 'test-connector',
  register(env) {
    env.registerInit({
      deps: { sources: traceSourcesExtensionPoint },
      async init({ sources }) {
        sources.addConnector(
          hmacConnector({
            speaksOf: async () => [
              { of: 'ticket', field: 'key', key: 'PAY-812' },
            ],
          }),
        );
      },
    });
  },
});

const config = {
  trace: {
    sources: {
      test: { secrets: [SECRET] },
      scoped: {
        connector: 'test',
        secrets: [SECRET],
        scope: { projects: ['SHOP'] },
      },
    },
    ingest: { maxBodyBytes: 500 },
  },
};

function send(as: As, payload: TestPayload) {
  const body = JSON.stringify(payload);
  return as('ada')
    .post('/ingest/test')
    .type('json')
    .set('x-signature', sign(body, SECRET))
    .send(body);
}

/** Ids of deliveries by how far they are, once all are processed. */
async function processed(as: As): Promise<string[]> {
  for (;;) {
    const { body } = await as('ada').get('/deliveries?limit=100');
    const items: Array<{ id: string; status: string }> = body.items;
    if (items.every(({ status }) => status !== 'received')) {
      return items.map(({ id }) => id);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('answers fit the OpenAPI document', () => {
  eachDatabase('of every route', async knex => {
    const seen: string[] = [];
    let mayDecide = true;
    const answered = async (
      route: string,
      test: Promise<{ status: number }>,
    ) => {
      seen.push(`${route} ${(await test).status}`);
    };
    await withTrace(
      knex,
      {
        entities: CATALOG,
        deliveries: [
          ...scenario(),
          [finding('a'), scan('m1', 2, ['a'], { defaultBranch: true })],
        ],
        features: [connector],
        config,
        permissions: allowing(
          (permission, ref) =>
            (mayDecide ||
              !['trace.link', 'trace.exception.create'].includes(permission)) &&
            (permission !== 'trace.read' || ref === 'component:default/cart'),
        ),
      },
      async (as, anonymous, contextPlugin) => {
        const ada = as('ada');
        const ingest = 'POST /ingest/{source}';
        await answered(ingest, send(as, { id: 'a' }));
        await answered(ingest, send(as, { id: 'b', missing: 'number' }));
        await answered(ingest, send(as, { id: 'b', missing: 'number' }));
        await answered(
          ingest,
          ada.post('/ingest/test').type('json').send('{}'),
        );
        await answered(
          ingest,
          ada.post('/ingest/other').type('json').send('{}'),
        );
        await answered(
          ingest,
          ada
            .post('/ingest/test')
            .set('x-signature', sign('no JSON', SECRET))
            .send('no JSON'),
        );
        await answered(
          ingest,
          ada
            .post('/ingest/scoped')
            .type('json')
            .set('x-signature', sign('{"id":"s"}', SECRET))
            .send('{"id":"s"}'),
        );
        await answered(ingest, send(as, { id: 'c', ignore: 'x'.repeat(500) }));
        await answered(
          ingest,
          ada
            .post('/ingest/test')
            .type('json')
            .set('content-encoding', 'gzip')
            // As it is: JSON of a buffer would not be compressed.
            .serialize(body => body)
            .send(gzipSync('{}')),
        );

        const [failed] = await processed(as);
        const replay = 'POST /deliveries/{id}/replay';
        await answered(replay, ada.post(`/deliveries/${failed}/replay`));
        await answered(replay, ada.post('/deliveries/99999/replay'));
        await answered(replay, ada.post('/deliveries/x/replay'));
        await processed(as);
        await knex('deliveries').update({ body: null });
        await answered(replay, ada.post(`/deliveries/${failed}/replay`));

        const deliveries = 'GET /deliveries';
        await answered(
          deliveries,
          ada.get('/deliveries?source=test&status=failed&limit=1'),
        );
        await answered(deliveries, ada.get('/deliveries?limit=0'));
        await answered('GET /sources', ada.get('/sources'));
        await answered('GET /unowned', ada.get('/unowned'));
        await answered('GET /unowned', ada.get('/unowned?limit=0'));

        const chains = 'GET /entities/{kind}/{namespace}/{name}/chains';
        await answered(
          chains,
          ada.get(
            `${chainsOf(
              'cart',
            )}?mine=false&waiting=false&environment=production&search=cart&limit=1`,
          ),
        );
        await answered(chains, ada.get(`${chainsOf('cart')}?limit=0`));
        await answered(chains, ada.get(chainsOf('wishlist')));
        await answered(`${chains}/{id}`, ada.get(chainOf('cart', request(2))));
        await answered(`${chains}/{id}`, ada.get(chainOf('cart', request(9))));
        await answered(
          `${chains}/{id}`,
          ada.get(chainOf('cart', 'x'.repeat(2_000))),
        );
        const list = 'GET /entities/{kind}/{namespace}/{name}/deployments';
        const deploymentsOf = (name: string) =>
          `/entities/component/default/${name}/deployments`;
        await answered(list, ada.get(deploymentsOf('cart')));
        await answered(list, ada.get(`${deploymentsOf('cart')}?limit=0`));
        await answered(list, ada.get(deploymentsOf('wishlist')));
        await answered(list, anonymous.get(deploymentsOf('cart')));
        for (const [path, more] of [
          ['/flow', ''],
          ['/flow/rows', '&stage=tests'],
          ['/flow/coverage', ''],
        ]) {
          const of = (name: string) =>
            `${path}?scope=component:default/${name}${more}`;
          await answered(`GET ${path}`, ada.get(of('cart')));
          await answered(`GET ${path}`, ada.get(`${path}?scope=cart${more}`));
          await answered(`GET ${path}`, ada.get(of('wishlist')));
          await answered(`GET ${path}`, anonymous.get(of('cart')));
        }
        for (const [path, wrong] of [
          ['findings', 'state=bad'],
          ['findings/weeks', 'from=soon'],
          ['flaky-tests', 'from=soon'],
        ]) {
          const route = `GET /entities/{kind}/{namespace}/{name}/${path}`;
          const of = (name: string) =>
            `/entities/component/default/${name}/${path}`;
          await answered(route, ada.get(of('cart')));
          await answered(route, ada.get(`${of('cart')}?${wrong}`));
          await answered(route, ada.get(of('wishlist')));
          await answered(route, anonymous.get(of('cart')));
        }
        const exceptionsOf = (id: string) =>
          `/findings/${encodeURIComponent(
            findingKey(REPOSITORY, id),
          )}/exceptions`;
        const accepted = {
          reason: 'Not reachable',
          until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
        };
        const accept = (caller: typeof ada, id: string, body: object) =>
          answered(
            'POST /findings/{id}/exceptions',
            caller.post(exceptionsOf(id)).send(body),
          );
        const takeBack = (caller: typeof ada, id: string) =>
          answered(
            'DELETE /findings/{id}/exceptions',
            caller.delete(exceptionsOf(id)),
          );
        await accept(ada, 'a', accepted);
        await accept(ada, 'a', { reason: '' });
        await accept(ada, 'none', accepted);
        await accept(anonymous, 'a', accepted);
        await takeBack(ada, 'none');
        await takeBack(anonymous, 'a');
        mayDecide = false;
        await accept(ada, 'a', accepted);
        await takeBack(ada, 'a');
        mayDecide = true;
        await takeBack(ada, 'a');
        await takeBack(ada, 'a');
        await answered('GET /nodes/{id}', ada.get(nodeOf(request(2))));
        await answered('GET /nodes/{id}', ada.get(nodeOf(request(3))));
        await answered('GET /nodes/{id}', ada.get(nodeOf('\0')));
        const ticket = 'GET /tickets/{key}';
        const issue = encodeURIComponent(issueKey(REPOSITORY, 1));
        await answered(ticket, ada.get(`/tickets/${issue}`));
        await answered(ticket, ada.get('/tickets/PAY-404'));
        await answered(ticket, ada.get('/tickets/%00'));
        await answered(ticket, anonymous.get(`/tickets/${issue}`));

        const reason = 'Because';
        const decisions: Array<[string, string, object]> = [
          ['chains/{id}/links', request(2), { ticket: '#1', link: 'closes' }],
          ['chains/{id}/unlinks', request(2), { ticket: '#1' }],
          [
            'incidents/{id}/causes',
            issueKey(REPOSITORY, 9),
            { deployment: deploymentKey(REPOSITORY, 4), verdict: 'linked' },
          ],
        ];
        for (const [path, id, body] of decisions) {
          const route = `POST /entities/{kind}/{namespace}/{name}/${path}`;
          const at = (entity: string, key: string) =>
            `/entities/component/default/${entity}/${path.replace(
              '{id}',
              encodeURIComponent(key),
            )}`;
          const cart = at('cart', id);
          const whole = { ...body, reason };
          await answered(route, ada.post(cart).send(whole));
          await answered(route, ada.post(cart).send(body));
          await answered(route, anonymous.post(cart).send(whole));
          await answered(route, ada.post(at('wishlist', id)).send(whole));
          mayDecide = false;
          await answered(route, ada.post(cart).send(whole));
          mayDecide = true;
        }

        await answered('POST /rebuilds', ada.post('/rebuilds'));
        const erase = 'POST /people/erasures';
        const nobody = { names: ['Nobody Known'], dryRun: true };
        await answered(erase, ada.post('/people/erasures').send({}));
        const begun = ada.post('/people/erasures').send(nobody);
        await answered(erase, begun);
        const { id } = (await begun).body;
        const erasure = 'GET /people/erasures/{id}';
        await answered(erasure, ada.get(`/people/erasures/${id}`));
        await answered(erasure, ada.get('/people/erasures/x'));
        await answered(erasure, ada.get(`/people/erasures/${randomUUID()}`));

        const context = 'POST /context';
        const sections = { entityRefs: ['component:default/cart'] };
        for (const asks of [contextPlugin, ada, anonymous]) {
          await answered(context, asks.post('/context').send(sections));
        }
        await answered(
          context,
          contextPlugin.post('/context').send({ entityRefs: [] }),
        );
      },
    );
    await withTrace(
      knex,
      { entities: CATALOG, permissions: allowing(() => false) },
      async (as, anonymous) => {
        for (const [route, path] of [
          ['/sources', '/sources'],
          ['/deliveries', '/deliveries'],
          ['/unowned', '/unowned'],
        ]) {
          await answered(`GET ${route}`, as('ada').get(path));
          await answered(`GET ${route}`, anonymous.get(path));
        }
        await answered('POST /rebuilds', as('ada').post('/rebuilds'));
        await answered('POST /rebuilds', anonymous.post('/rebuilds'));
        for (const caller of [as('ada'), anonymous]) {
          await answered(
            'POST /people/erasures',
            caller.post('/people/erasures').send({ names: ['Nobody Known'] }),
          );
          await answered(
            'GET /people/erasures/{id}',
            caller.get(`/people/erasures/${randomUUID()}`),
          );
        }
        const replay = 'POST /deliveries/{id}/replay';
        await answered(replay, as('ada').post('/deliveries/1/replay'));
        await answered(replay, anonymous.post('/deliveries/1/replay'));
        for (const [route, path] of [
          ['/entities/{kind}/{namespace}/{name}/chains', chainsOf('cart')],
          [
            '/entities/{kind}/{namespace}/{name}/chains/{id}',
            chainOf('cart', request(2)),
          ],
          ['/nodes/{id}', nodeOf(request(2))],
        ]) {
          await answered(`GET ${route}`, anonymous.get(path));
        }
      },
    );
    // All that it describes was seen, apart from a backend that is too busy.
    const described = Object.entries(openapi.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.keys(responses).map(
          status => `${method.toUpperCase()} ${path} ${status}`,
        ),
      ),
    );
    expect([...new Set(seen), 'POST /ingest/{source} 503'].sort()).toEqual(
      described.sort(),
    );
  });
});
