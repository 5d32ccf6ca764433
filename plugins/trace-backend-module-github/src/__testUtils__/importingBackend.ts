/**
 * A backend with the trace plugin and this module, as a process that can be
 * killed. Its config is the file named on its command line.
 */
import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
// The plugin that this module is of, whole, to be killed.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tracePlugin from '@throughline/plugin-trace-backend';
import githubModule from '../index';

const entities = JSON.parse(process.env.CATALOG_ENTITIES!);

const backend = createBackend();
backend.add(tracePlugin);
backend.add(githubModule);
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    // It answers whoever asks, so it has no use for credentials.
    factory: () =>
      new InMemoryCatalogClient({ entities }) as unknown as CatalogService,
  }),
);
backend.start();
