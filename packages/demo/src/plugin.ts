import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { readDemoConfig } from './config';
import { generateDeliveries } from './generator/generate';
import { SEED } from './generator/identifiers';
import { Loader } from './loader/Loader';
import { DatabaseProgressStore } from './loader/ProgressStore';
import { createHttpSender } from './loader/sendDelivery';
import { createRouter } from './router';

/** Sends the demo organisation's deliveries to the portal's own front door. */
export const demoPlugin = createBackendPlugin({
  pluginId: 'demo',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
      },
      async init({
        config,
        database,
        discovery,
        httpRouter,
        lifecycle,
        logger,
      }) {
        const settings = readDemoConfig(config);
        httpRouter.addAuthPolicy({ path: '/status', allow: 'unauthenticated' });
        httpRouter.addAuthPolicy({ path: '/people', allow: 'unauthenticated' });
        if (!settings) {
          httpRouter.use(createRouter(undefined));
          return;
        }
        const loader = new Loader({
          generate: generateDeliveries,
          store: await DatabaseProgressStore.create(database, SEED),
          send: createHttpSender({
            ...settings,
            baseUrl: () => discovery.getBaseUrl('trace'),
          }),
          logger,
        });
        httpRouter.use(createRouter(() => loader.status()));
        let running: Promise<void> | undefined;
        // Not awaited: the portal is up while the demo arrives.
        lifecycle.addStartupHook(() => {
          running = loader.run();
        });
        lifecycle.addShutdownHook(async () => {
          loader.stop();
          await running;
        });
      },
    });
  },
});
