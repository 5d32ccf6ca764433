import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { parse, textParameter } from '@throughline/backend-kit';
import { DirtyRequest, LIMITS } from '@throughline/plugin-context-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { ContextConfig } from '../config';
import { Due } from '../service/Due';

const MAX_REFS = 1_000;
const expected = `expected 1 to ${MAX_REFS} entity refs`;

const dirtyRequest = z.object(
  {
    sectionId: textParameter(LIMITS.id),
    entityRefs: z
      .array(
        textParameter(500)
          .transform(ref => ref.toLocaleLowerCase('en-US'))
          .refine(
            ref => /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/.test(ref),
            'expected <kind>:<namespace>/<name>',
          ),
        expected,
      )
      .min(1, expected)
      .max(MAX_REFS, expected),
  },
  'expected a JSON object with sectionId and entityRefs',
);

/**
 * `POST /dirty`: a plugin says that what it would answer has changed. Only for
 * the plugin that owns the section, so that nobody can have another one asked.
 */
export function createDirtyRouter(options: {
  config: Pick<ContextConfig, 'plugins'>;
  httpAuth: HttpAuthService;
  due: Pick<Due, 'mark'>;
}): Router {
  const { config, httpAuth, due } = options;
  const router = PromiseRouter();
  router.post('/dirty', express.json({ limit: '1mb' }), async (req, res) => {
    const { principal } = await httpAuth.credentials(req, {
      allow: ['service'],
    });
    const request: DirtyRequest = parse(dirtyRequest, req.body);
    const [pluginId] = request.sectionId.split('.');
    if (principal.subject !== `plugin:${pluginId}`) {
      throw new NotAllowedError(
        `Only the plugin "${pluginId}" may speak for the section "${request.sectionId}"`,
      );
    }
    if (!config.plugins.some(({ id }) => id === pluginId)) {
      throw new InputError(
        `sectionId: the plugin "${pluginId}" is not listed in the config's context.plugins`,
      );
    }
    await due.mark(pluginId, request.entityRefs);
    res.status(202).end();
  });
  return router;
}
