import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { sectionOf } from './sectionOf';
import { readShifts } from './shifts';

/**
 * A plugin that Throughline has never heard of. It takes part in the context
 * view by answering one route; nothing in here comes from Throughline.
 */
export const rotaPlugin = createBackendPlugin({
  pluginId: 'rota',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ config, httpAuth, httpRouter }) {
        const shifts = readShifts(config);
        const router = PromiseRouter();
        router.post('/context', express.json(), async (req, res) => {
          const { principal } = await httpAuth.credentials(req, {
            allow: ['service'],
          });
          if (principal.subject !== 'plugin:context') {
            throw new NotAllowedError('Only the context plugin may ask this');
          }
          const refs = req.body?.entityRefs;
          if (!Array.isArray(refs)) {
            throw new InputError('entityRefs: expected a list of entity refs');
          }
          const now = new Date();
          res.json({
            items: shifts
              .filter(({ entityRef }) => refs.includes(entityRef))
              .map(shift => sectionOf(shift, now)),
          });
        });
        httpRouter.use(router);
      },
    });
  },
});
