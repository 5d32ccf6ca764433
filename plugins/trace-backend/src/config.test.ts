import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readTraceConfig } from './config';

const read = (trace: JsonObject) =>
  readTraceConfig(mockServices.rootConfig({ data: { trace } }));

describe('readTraceConfig', () => {
  it('has defaults for everything', () => {
    expect(readTraceConfig(mockServices.rootConfig())).toEqual({
      sources: [],
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
        },
        ingest: { maxBodyBytes: 1_000, maxWaitingBytes: 5_000 },
        inbox: { retention: { days: 1 }, failedRetention: 'P2D' },
      }),
    ).toMatchObject({
      sources: [
        { id: 'github', connector: 'github', secrets: ['new', 'old'] },
        { id: 'ci', connector: 'junit', secrets: [] },
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
    [{ sources: { 'a b': {} } }, 'trace.sources.a b: a source id is'],
    [{ sources: { a: { secrets: [''] } } }, "'trace.sources.a.secrets"],
  ])('names the path of what it cannot use: %j', (trace, message) => {
    expect(() => read(trace)).toThrow(message);
  });
});
