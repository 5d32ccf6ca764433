import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ContextSection } from '@throughline/plugin-context-common';
import {
  ContextSignal,
  contextSignalServiceRef,
  createContextRouter,
} from '@throughline/plugin-context-node';

/** A plugin `trace` with nothing but the route of the context contract. */
export function traceSaying(
  sections: (entityRefs: string[]) => ContextSection[],
): { feature: BackendFeature; markDirty: ContextSignal['markDirty'] } {
  let signal: ContextSignal | undefined;
  return {
    feature: createBackendPlugin({
      pluginId: 'trace',
      register(env) {
        env.registerInit({
          deps: {
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
            context: contextSignalServiceRef,
          },
          async init({ httpAuth, httpRouter, context }) {
            signal = context;
            httpRouter.use(
              createContextRouter({
                httpAuth,
                readSections: async refs => sections(refs),
              }),
            );
          },
        });
      },
    }),
    markDirty: sent => signal!.markDirty(sent),
  };
}
