import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';

/** Id of the source that is built in: what the catalog itself knows. */
export const CATALOG_SOURCE = 'catalog';

/** What the config says about context, parsed once. */
export interface ContextConfig {
  /** Who takes part, in the order of the page; `catalog` first. */
  plugins: Array<{ id: string }>;
  /** How long a plugin may take to answer. */
  timeoutMs: number;
  /** How often everything is asked again. */
  sweep: HumanDuration;
  catalog: {
    /** How often the catalog is asked what is new. */
    refresh: HumanDuration;
  };
  /** How long revisions that are not the latest are kept. */
  retentionMs: number;
  /** How long it is remembered what a user has seen. */
  lookRetentionMs: number;
  agents: { allowUnrestrictedServices: boolean };
}

// The part before the first dot of a section id is its plugin, so a plugin id
// has none.
const PLUGIN_ID = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/i;

function readPlugins(config: Config | undefined): Array<{ id: string }> {
  const listed = config?.getOptionalStringArray('plugins') ?? [];
  const ids = [CATALOG_SOURCE];
  for (const [index, id] of listed.entries()) {
    const path = `context.plugins[${index}]`;
    if (!PLUGIN_ID.test(id) || id.length > 63) {
      throw new InputError(
        `${path} is "${id}"; it must be the id of a backend plugin, e.g. "trace"`,
      );
    }
    if (id === CATALOG_SOURCE || id === 'context') {
      throw new InputError(
        `${path} is "${id}", which is built in and must not be listed`,
      );
    }
    if (ids.includes(id)) {
      throw new InputError(`${path} is "${id}", which is listed already`);
    }
    ids.push(id);
  }
  return ids.map(id => ({ id }));
}

/**
 * Reads the `context` part of the config.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readContextConfig(root: Config): ContextConfig {
  const config = root.getOptionalConfig('context');
  requireKnownKeys(config, 'context', [
    'plugins',
    'timeout',
    'sweep',
    'catalog',
    'retention',
    'agents',
  ]);
  requireKnownKeys(config?.getOptionalConfig('catalog'), 'context.catalog', [
    'refresh',
  ]);
  requireKnownKeys(config?.getOptionalConfig('agents'), 'context.agents', [
    'allowUnrestrictedServices',
  ]);
  const retentionMs = readDuration(root, 'context.retention', { days: 90 });
  return {
    plugins: readPlugins(config),
    timeoutMs: readDuration(root, 'context.timeout', { seconds: 10 }),
    sweep: {
      milliseconds: readDuration(root, 'context.sweep', { minutes: 30 }),
    },
    catalog: {
      refresh: {
        milliseconds: readDuration(root, 'context.catalog.refresh', {
          seconds: 30,
        }),
      },
    },
    retentionMs,
    // A look from before the oldest revision could not be compared with.
    lookRetentionMs: retentionMs,
    agents: {
      allowUnrestrictedServices:
        config
          ?.getOptionalConfig('agents')
          ?.getOptionalBoolean('allowUnrestrictedServices') ?? false,
    },
  };
}
