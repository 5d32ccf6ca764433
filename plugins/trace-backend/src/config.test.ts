import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { DEFAULT_SETTINGS } from './database/graph/operations/projectionSettings';
import { readTraceConfig } from './config';

const read = (trace: JsonObject) =>
  readTraceConfig(mockServices.rootConfig({ data: { trace } }));

describe('readTraceConfig', () => {
  it('has defaults for everything', () => {
    expect(readTraceConfig(mockServices.rootConfig())).toEqual({
      sources: [],
      restrictions: {},
      projection: DEFAULT_SETTINGS,
      flow: { verifiedAfterMs: 24 * 3_600_000 },
      ingest: {
        maxBodyBytes: 26_214_400,
        maxWaitingBytes: 104_857_600,
        maxWaitingDeliveries: 2_000,
      },
      inbox: { retentionMs: 2_592_000_000, failedRetentionMs: 7_776_000_000 },
      catalog: { refresh: { milliseconds: 60_000 } },
    });
  });

  it('reads what is given', () => {
    expect(
      read({
        sources: {
          github: { secrets: ['new', 'old'] },
          ci: { connector: 'junit' },
          shop: {
            connector: 'rest',
            scope: {
              entities: ['Component:Shop'],
              repositories: [
                'https://GitHub.com/Acme/shop',
                'github.com/Acme/*',
              ],
              projects: ['pay'],
            },
          },
        },
        ingest: { maxBodyBytes: 1_000, maxWaitingBytes: 5_000 },
        inbox: { retention: { days: 1 }, failedRetention: 'P2D' },
        tickets: { restrict: { projects: ['sec', 'OPS'] } },
      }),
    ).toMatchObject({
      restrictions: { projects: ['SEC', 'OPS'] },
      sources: [
        { id: 'github', connector: 'github', secrets: ['new', 'old'] },
        { id: 'ci', connector: 'junit', secrets: [] },
        {
          id: 'shop',
          scope: {
            entities: ['component:default/shop'],
            repositories: ['github.com/acme/shop', 'github.com/acme/*'],
            projects: ['PAY'],
          },
        },
      ],
      ingest: { maxBodyBytes: 1_000, maxWaitingBytes: 5_000 },
      inbox: { retentionMs: 86_400_000, failedRetentionMs: 172_800_000 },
    });
  });

  it.each([
    [{ ingest: { maxBodyBytes: -1 } }, 'trace.ingest.maxBodyBytes must be'],
    [
      { ingest: { maxBodyBytes: 10, maxWaitingBytes: 9 } },
      'trace.ingest.maxWaitingBytes must be at least',
    ],
    [{ inbox: { retention: { days: 0 } } }, 'trace.inbox.retention must be'],
    [{ inbox: { failedRetention: 'soon' } }, 'trace.inbox.failedRetention'],
    [{ catalog: { refresh: { seconds: -1 } } }, 'trace.catalog.refresh must'],
    [
      { ingest: { maxWaitingDeliveries: 0.5 } },
      'trace.ingest.maxWaitingDeliveries must be a whole number above 0',
    ],
    [{ ingest: { maxBodyBytes: '1 MB' } }, 'trace.ingest.maxBodyBytes'],
    [
      { ingest: { maxBody: 1 } },
      'trace.ingest.maxBody is no setting; known are maxBodyBytes, maxWaitingBytes, maxWaitingDeliveries',
    ],
    [
      { inbox: { retain: 'P1D' } },
      'trace.inbox.retain is no setting; known are retention, failedRetention',
    ],
    [
      { catalog: { interval: 'P1D' } },
      'trace.catalog.interval is no setting; known are refresh',
    ],
    [
      { sources: { github: { secret: 'x' } } },
      'trace.sources.github.secret is no setting; known are connector, secrets, scope',
    ],
    [
      { tickets: { restricted: {} } },
      'trace.tickets.restricted is no setting; known are restrict',
    ],
    [
      { tickets: { restrict: { project: ['SEC'] } } },
      'trace.tickets.restrict.project is no setting; known are projects, allProjectsBut',
    ],
    [
      { tickets: { restrict: { projects: ['SEC', 'SEC-12'] } } },
      'trace.tickets.restrict.projects[1] is "SEC-12"; it must be',
    ],
    [
      { tickets: { restrict: { projects: ['A1'], allProjectsBut: ['B2'] } } },
      'trace.tickets.restrict has both "projects" and "allProjectsBut"',
    ],
    [
      { sources: { ci: { scope: {} } } },
      'trace.sources.ci.scope allows nothing; name entities',
    ],
    [
      { sources: { ci: { scope: { repos: ['a'] } } } },
      'trace.sources.ci.scope.repos is no setting; known are entities, repositories, projects',
    ],
    [
      { sources: { ci: { scope: { entities: ['shop'] } } } },
      'trace.sources.ci.scope.entities[0] is "shop"; it must be the full ref of an entity',
    ],
    [
      { sources: { ci: { scope: { repositories: ['github.com/*'] } } } },
      'trace.sources.ci.scope.repositories[0] is "github.com/*"; it must be host/owner/name',
    ],
    [
      { sources: { ci: { scope: { projects: ['PAY', 'PAY-1'] } } } },
      'trace.sources.ci.scope.projects[1] is "PAY-1"; it must be what',
    ],
    [{ sources: { github: { secrets: 'x' } } }, 'trace.sources.github.secrets'],
    [{ sources: { github: { connector: 7 } } }, 'trace.sources.github.connect'],
    [{ sources: ['github'] }, 'trace.sources'],
    [{ inbox: { retention: { weekz: 1 } } }, 'trace.inbox.retention'],
    [{ sources: { 'a b': {} } }, 'trace.sources.a b: a source id is'],
    [{ sources: { a: { secrets: [''] } } }, "'trace.sources.a.secrets"],
  ])('names the path of what it cannot use: %j', (trace, message) => {
    expect(() => read(trace)).toThrow(message);
  });
});
