import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  DefaultEventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  TRACE_CHANGED_TOPIC,
  TraceChangedEvent,
} from '@throughline/plugin-trace-common';
import { json, Router } from 'express';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { ENTITIES, scenario } from '../__testUtils__/scenario';
import { CATALOG } from '../__testUtils__/shop';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { tracePlugin } from '../plugin';
import { applyCatalog } from '../service/applyCatalog';

const REFS = ENTITIES.map(({ ref }) => ref).sort();

interface Heard {
  /** Bodies of what context was told, and who said so. */
  dirty: Array<{ sectionId: string; entityRefs: string[]; by: string }>;
  events: TraceChangedEvent[];
  log: string[];
}

/** A plugin `context` that notes what it is told, and answers a status. */
function contextPlugin(heard: Heard, status: () => number) {
  return createBackendPlugin({
    pluginId: 'context',
    register(env) {
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ http, httpAuth }) {
          const router = Router();
          router.post('/dirty', json({ limit: '1mb' }), async (req, res) => {
            const { principal } = await httpAuth.credentials(req, {
              allow: ['service'],
            });
            heard.dirty.push({ ...req.body, by: principal.subject });
            res.status(status()).end();
          });
          http.use(router);
        },
      });
    },
  });
}

/** The plugin, with or without context, on a real HTTP server. */
async function withPortal(
  knex: Knex,
  context: false | (() => number),
  test: (heard: Heard) => Promise<void>,
): Promise<void> {
  const heard: Heard = { dirty: [], events: [], log: [] };
  const note = (message: string) => void heard.log.push(message);
  const logger = mockServices.logger.mock({ info: note, warn: note });
  logger.child.mockReturnValue(logger);
  const events = DefaultEventsService.create({
    logger: mockServices.logger.mock(),
  });
  await events.subscribe({
    id: 'test',
    topics: [TRACE_CHANGED_TOPIC],
    onEvent: async ({ eventPayload }) => {
      heard.events.push(eventPayload as TraceChangedEvent);
    },
  });
  const backend = await startTestBackend({
    features: [
      tracePlugin,
      mockServices.database.factory({ knex }),
      logger.factory,
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => events,
      }),
      catalogServiceMock.factory({ entities: CATALOG }),
      ...(context ? [contextPlugin(heard, context)] : []),
    ],
  });
  try {
    await applyCatalog(knex, ENTITIES);
    for (const facts of scenario()) {
      await knex.transaction(tx => appendFacts(tx, facts));
    }
    await test(heard);
  } finally {
    await backend.stop();
  }
}

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  // Gives up, so that the backend is stopped whatever happens.
  for (let tries = 0; tries < 400 && !(await done()); tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const isProjected = async (knex: Knex) =>
  (await knex('chains').select()).length > 0 &&
  (await knex('work').select().limit(1)).length === 0;

const refsOf = (told: Array<{ entityRefs: string[] }>) =>
  [...new Set(told.flatMap(({ entityRefs }) => entityRefs))].sort();

describe('what the projector stored', () => {
  eachDatabase('is told to context and as an event', async knex => {
    await withPortal(
      knex,
      () => 204,
      async heard => {
        await until(
          () => heard.dirty.length > 0 && refsOf(heard.events).length > 1,
        );
        await until(() => isProjected(knex));
        expect(refsOf(heard.dirty)).toEqual(REFS);
        expect(refsOf(heard.events)).toEqual(REFS);
        expect(heard.dirty[0]).toMatchObject({
          sectionId: 'trace',
          by: 'plugin:trace',
        });
      },
    );
  });

  eachDatabase('is told again after context could not take it', async knex => {
    let answers = 0;
    await withPortal(
      knex,
      () => {
        answers += 1;
        return answers < 3 ? 500 : 204;
      },
      async heard => {
        await until(() => heard.dirty.length >= 3);
        expect(refsOf(heard.dirty.slice(2))).toEqual(REFS);
        expect(
          heard.log.filter(line => /could not be told/.test(line)),
        ).toEqual([expect.stringContaining('500')]);
      },
    );
  });

  eachDatabase(
    'is stored all the same where there is no context',
    async knex => {
      await withPortal(knex, false, async heard => {
        await until(() => isProjected(knex));
        const about = () => heard.log.filter(line => /unified view/.test(line));
        await until(() => about().length > 0);
        expect(about()).toEqual([
          'The unified view is not installed here; it will be told of changes once it is',
        ]);
      });
    },
  );
});
