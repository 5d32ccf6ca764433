import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  generateOrganisation,
  GithubPlayer,
  startGithubPlayer,
} from '@throughline/github-player';
import traceModuleCdevents from '@throughline/plugin-trace-backend-module-cdevents';
import traceModuleGithub from '@throughline/plugin-trace-backend-module-github';
import traceModuleGitlab from '@throughline/plugin-trace-backend-module-gitlab';
import traceModuleJira from '@throughline/plugin-trace-backend-module-jira';
import traceModuleJunit from '@throughline/plugin-trace-backend-module-junit';
import traceModulePagerduty from '@throughline/plugin-trace-backend-module-pagerduty';
import traceModuleRest from '@throughline/plugin-trace-backend-module-rest';
import traceModuleSarif from '@throughline/plugin-trace-backend-module-sarif';
import { Fact } from '@throughline/plugin-trace-common';
import {
  HistoryGroup,
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import fc from 'fast-check';
import { Knex } from 'knex';
import { component } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { DERIVED, dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { readEntity } from '../graph/readEntity';
import { applyCatalog } from '../service/applyCatalog';
import { Projector } from '../service/Projector';
import { LEDGER, SENT, Sent, SHOP } from './payloads';

jest.setTimeout(120_000);

const HOST = 'github.player.test';
const RECEIVED_AT = '2026-03-03T00:00:00.000Z';

const ENTITIES = [
  component('web', {
    'backstage.io/source-location': `url:https://${SHOP}/`,
    'jira/project-key': 'PAY',
    'pagerduty.com/service-id': 'PF9KMXH',
  }),
  component('ledger', {
    'backstage.io/source-location': `url:https://${LEDGER}/`,
    'jira/project-key': 'PAY',
  }),
  component('shop', {
    'backstage.io/source-location': `url:https://${HOST}/made-up/shop/`,
  }),
].map(readEntity);

/** What all modules together add. */
async function installed(apiBaseUrl: string, token: string) {
  const connectors = new Map<string, TraceConnector>();
  const groups: HistoryGroup[] = [];
  const sources = {
    addConnector: (connector: TraceConnector) =>
      connectors.set(connector.id, connector),
    addHistory: () => {},
    addHistoryGroup: (group: HistoryGroup) => groups.push(group),
    addIntake: () => {},
  };
  const backend = await startTestBackend({
    extensionPoints: [[traceSourcesExtensionPoint, sources]],
    features: [
      traceModuleCdevents,
      traceModuleGithub,
      traceModuleGitlab,
      traceModuleJira,
      traceModuleJunit,
      traceModulePagerduty,
      traceModuleRest,
      traceModuleSarif,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            github: [{ host: HOST, apiBaseUrl, token }],
            gitlab: [{ host: 'gitlab.example', apiBaseUrl }],
          },
          trace: { jira: { projects: ['PAY'] } },
        },
      }),
    ],
  });
  return { backend, connectors, groups };
}

async function factsOf(
  connectors: ReadonlyMap<string, TraceConnector>,
  { connector: source, request }: Sent,
): Promise<Fact[]> {
  const connector = connectors.get(source)!;
  const filed = await connector.identify(request);
  const normalised = await connector.normalise({
    source,
    event: filed.event,
    context: filed.context ?? {},
    body: filed.body ?? request.body,
    receivedAt: RECEIVED_AT,
  });
  if (normalised.outcome === 'facts') return normalised.facts;
  // What GitHub tells that says nothing of delivery is ignored.
  expect(source).toBe('github');
  return [];
}

/** What GitHub's API says of the repository, as the import writes it. */
async function importedFacts(groups: HistoryGroup[]): Promise<Fact[][]> {
  const context = {
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  };
  const written: Fact[][] = [];
  for (const group of groups) {
    const histories = await group.list({
      ...context,
      claimedRepositories: async () => [`${HOST}/made-up/shop`],
    });
    for (const history of histories) {
      await history.run({
        ...context,
        checkpoint: undefined,
        write: async ({ facts }) => {
          written.push(facts);
        },
      });
    }
  }
  return written;
}

function webhooks(player: GithubPlayer): Sent[] {
  return player.webhooks().map(({ id, event, payload }) => ({
    connector: 'github',
    request: {
      headers: {
        'x-github-event': event,
        'x-github-delivery': id,
        'content-type': 'application/json',
      },
      query: {},
      body: Buffer.from(JSON.stringify(payload)),
    },
  }));
}

async function clear(knex: Knex) {
  for (const table of ['facts', 'work', ...DERIVED]) {
    await knex(table).delete();
  }
}

describe('all sources together', () => {
  let told: Fact[][];

  beforeAll(async () => {
    const organisation = generateOrganisation({
      seed: 'mixed',
      repositories: 1,
      changes: 4,
      days: 7,
      until: new Date('2026-03-02T12:00:00.000Z'),
    });
    const player = await startGithubPlayer({ organisation, host: HOST });
    const { backend, connectors, groups } = await installed(
      player.url,
      player.token.value,
    );
    try {
      told = await importedFacts(groups);
      const sent = [...SENT, ...webhooks(player)];
      for (const one of sent) told.push(await factsOf(connectors, one));
    } finally {
      await backend.stop();
      await player.close();
    }
  });

  eachDatabase(
    'give the same graph and attribution in any order, however often',
    async knex => {
      const projector = new Projector(knex);
      const tell = async (order: number[], pause: number) => {
        await clear(knex);
        for (const [place, index] of order.entries()) {
          const facts = told[index];
          await knex.transaction(tx => appendFacts(tx, facts));
          if (place % pause === 0) await projector.projectOnce();
        }
        await projector.drain();
        return [await dumpGraph(knex), await dumpAttribution(knex)];
      };
      await applyCatalog(knex, ENTITIES);
      const inOrder = told.map((_, index) => index);
      const [graph, attribution] = await tell(inOrder, 1_000);
      // Of each source something got through to the end.
      for (const sign of [
        'PAY-1',
        'incident:pagerduty/PGR0VU2',
        'finding:gitlab.example',
        'testSuiteRun:gitlab.example',
        'deployment:cdevents/',
        `deployment:${LEDGER}`,
        `change:${HOST}/made-up/shop#`,
        'transition:closed-2026-03-02T10:00Z',
        'artifact-change',
        'event-links',
      ]) {
        expect(graph).toContain(sign);
      }
      expect(attribution).toMatch(/maybeCausedBy|PGR0VU2/);
      expect(attribution).toContain('rolled-back');

      const orders = fc.sample(
        fc.tuple(
          fc.shuffledSubarray([...inOrder, ...inOrder], {
            minLength: 2 * inOrder.length,
          }),
          fc.constantFrom(5, 17),
        ),
        { numRuns: 2, seed: 812 },
      );
      for (const [order, pause] of [
        [[...inOrder].reverse(), 5] as const,
        ...orders,
      ]) {
        expect(await tell([...order], pause)).toEqual([graph, attribution]);
      }
    },
  );
});
