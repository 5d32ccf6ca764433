import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { AddressInfo } from 'node:net';

/** `component:default/shop`, whose source is a repository `host/owner/name`. */
export function shopOf(
  repository: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'shop',
      namespace: 'default',
      annotations: {
        'backstage.io/source-location': `url:https://${repository}/`,
        ...annotations,
      },
    },
    spec: { type: 'service', owner: 'team-a', lifecycle: 'production' },
  };
}

/** What is started. */
export interface TraceBackendOptions {
  knex: Knex;
  /** The trace plugin, and modules of it. */
  features: BackendFeature[];
  entities: Entity[];
  config: JsonObject;
}

/** The trace plugin at work. */
export interface TraceBackend {
  /** Without a path. */
  url: string;
  server: TestBackend['server'];
  /** Runs a task of the plugin's now. */
  trigger(task: string): Promise<void>;
  /** When everything that came has been worked on. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the trace plugin on a database, with entities it has read. */
export async function startTraceBackend({
  knex,
  features,
  entities,
  config,
}: TraceBackendOptions): Promise<TraceBackend> {
  // One that is at hand, to have the catalog read when there is one.
  const scheduler = mockServices.scheduler();
  const backend = await startTestBackend({
    features: [
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      ...features,
      mockServices.database.factory({ knex }),
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({ data: config }),
    ],
  });
  await scheduler.triggerTask('trace-catalog-sync');
  return {
    url: `http://127.0.0.1:${(backend.server.address() as AddressInfo).port}`,
    server: backend.server,
    trigger: task => scheduler.triggerTask(task),
    async settled() {
      for (;;) {
        const waiting = await knex('deliveries').where({ status: 'received' });
        const work = await knex('work').select('key');
        if (waiting.length + work.length === 0) return;
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    },
    stop: () => backend.stop(),
  };
}
