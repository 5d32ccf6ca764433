import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import tracePlugin from '@throughline/plugin-trace-backend';
import junitModule from '@throughline/plugin-trace-backend-module-junit';
import restModule from '@throughline/plugin-trace-backend-module-rest';
import {
  ChainsResponse,
  SourcesResponse,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { AddressInfo } from 'node:net';

export const SECRET = 'secret-of-the-door';
export const REPOSITORY = 'git.example.com/acme/shop';

const SHOP = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    namespace: 'default',
    annotations: {
      'backstage.io/source-location': `url:https://${REPOSITORY}/`,
      'throughline.dev/ticket-keys': 'PAY',
    },
  },
  spec: { type: 'service', owner: 'team-a', lifecycle: 'production' },
};

/** A portal with the trace plugin and its doors `rest` and `junit`. */
export interface TracePortal {
  url: string;
  /** When everything that came has been worked on. */
  settled(): Promise<void>;
  chains(): Promise<ChainsResponse>;
  sources(): Promise<SourcesResponse>;
  stop(): Promise<void>;
}

/** Starts the trace plugin as it is on a database, with one component. */
export async function startTrace(knex: Knex): Promise<TracePortal> {
  // One that is at hand, to have the catalog read when there is one.
  const scheduler = mockServices.scheduler();
  const backend = await startTestBackend({
    features: [
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      tracePlugin,
      junitModule,
      restModule,
      mockServices.database.factory({ knex }),
      catalogServiceMock.factory({ entities: [SHOP] }),
      mockServices.rootConfig.factory({
        data: {
          trace: {
            sources: {
              rest: { secrets: ['older', SECRET] },
              junit: { secrets: [SECRET] },
            },
          },
        },
      }),
    ],
  });
  await scheduler.triggerTask('trace-catalog-sync');
  const url = `http://127.0.0.1:${
    (backend.server.address() as AddressInfo).port
  }`;
  const get = async (path: string) => {
    const answer = await fetch(`${url}/api/trace${path}`, {
      headers: { authorization: mockCredentials.user.header() },
    });
    expect(answer.status).toBe(200);
    return answer.json();
  };
  return {
    url,
    async settled() {
      for (;;) {
        const waiting = await knex('deliveries').where({ status: 'received' });
        const work = await knex('work').select('key');
        if (waiting.length + work.length === 0) return;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    chains: () => get('/entities/component/default/shop/chains'),
    sources: () => get('/sources'),
    stop: () => backend.stop(),
  };
}
