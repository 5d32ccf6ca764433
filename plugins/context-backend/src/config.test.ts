import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readContextConfig } from './config';

const read = (context: JsonObject) =>
  readContextConfig(mockServices.rootConfig({ data: { context } }));

describe('readContextConfig', () => {
  it('has defaults for everything', () => {
    expect(readContextConfig(mockServices.rootConfig())).toEqual({
      plugins: [{ id: 'catalog' }],
      timeoutMs: 10_000,
      sweep: { milliseconds: 1_800_000 },
      catalog: { refresh: { milliseconds: 30_000 } },
      retentionMs: 7_776_000_000,
      lookRetentionMs: 7_776_000_000,
      agents: { allowUnrestrictedServices: false },
    });
  });

  it('reads what is given, plugins in their order', () => {
    expect(
      read({
        plugins: ['trace', 'example-rota'],
        timeout: { seconds: 3 },
        sweep: 'PT1H',
        catalog: { refresh: { minutes: 2 } },
        retention: { days: 7 },
        agents: { allowUnrestrictedServices: true },
      }),
    ).toEqual({
      plugins: [{ id: 'catalog' }, { id: 'trace' }, { id: 'example-rota' }],
      timeoutMs: 3_000,
      sweep: { milliseconds: 3_600_000 },
      catalog: { refresh: { milliseconds: 120_000 } },
      retentionMs: 604_800_000,
      lookRetentionMs: 604_800_000,
      agents: { allowUnrestrictedServices: true },
    });
  });

  it.each([
    [{ plugins: ['trace', 'trace'] }, 'context.plugins[1] is "trace", which'],
    [{ plugins: ['a b'] }, 'context.plugins[0] is "a b"; it must be the id'],
    [{ plugins: ['trace.x'] }, 'context.plugins[0] is "trace.x"; it must be'],
    [{ plugins: ['catalog'] }, 'context.plugins[0] is "catalog", which is'],
    [{ plugins: ['context'] }, 'context.plugins[0] is "context", which is'],
    [{ plugins: [''] }, 'context.plugins[0]'],
    [{ plugins: 'trace' }, 'context.plugins'],
    [{ timeout: { seconds: 0 } }, 'context.timeout must be longer'],
    [{ timeout: 'soon' }, 'context.timeout'],
    [{ sweep: { minutes: -1 } }, 'context.sweep must be longer'],
    [{ retention: { days: 0 } }, 'context.retention must be longer'],
    [{ catalog: { refresh: { seconds: 0 } } }, 'context.catalog.refresh must'],
    [{ plugins: { trace: true } }, 'context.plugins'],
    [
      { plugin: ['trace'] },
      'context.plugin is no setting; known are plugins, timeout, sweep, catalog, retention, agents',
    ],
    [
      { catalog: { interval: 'PT1M' } },
      'context.catalog.interval is no setting; known are refresh',
    ],
    [
      { agents: { allow: true } },
      'context.agents.allow is no setting; known are allowUnrestrictedServices',
    ],
    [{ timeout: { parsecs: 3 } }, 'context.timeout'],
    [{ retention: 90 }, 'context.retention'],
    [
      { agents: { allowUnrestrictedServices: 'perhaps' } },
      'context.agents.allowUnrestrictedServices',
    ],
  ])('names the path of what it cannot use: %j', (context, message) => {
    expect(() => read(context)).toThrow(message);
  });
});
