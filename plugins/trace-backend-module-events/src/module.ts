import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { readEventsConfig } from './config';
import { EventsIntake } from './EventsIntake';

/** Takes events of configured topics for deliveries. */
export const traceModuleEvents = createBackendModule({
  pluginId: 'trace',
  moduleId: 'events',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        sources: traceSourcesExtensionPoint,
      },
      async init({ config, events, lifecycle, logger, sources }) {
        const topics = readEventsConfig(config);
        const stop = new AbortController();
        lifecycle.addShutdownHook(() => stop.abort());
        const { signal } = stop;
        sources.addIntake(new EventsIntake({ events, topics, logger, signal }));
      },
    });
  },
});
