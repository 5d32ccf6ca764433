import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { readPagerdutyConfig } from './config';
import { IncidentHistory } from './import/IncidentHistory';
import { pagerdutyConnector } from './webhook/pagerdutyConnector';

/** Brings PagerDuty's webhooks, and what they missed, into the trace. */
export const traceModulePagerduty = createBackendModule({
  pluginId: 'trace',
  moduleId: 'pagerduty',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: traceSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        sources.addConnector(pagerdutyConnector);
        const imported = readPagerdutyConfig(config);
        if (imported) sources.addHistory(new IncidentHistory(imported));
      },
    });
  },
});
