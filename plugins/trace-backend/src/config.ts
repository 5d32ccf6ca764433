import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';

/** A configured source of deliveries. */
export interface SourceConfig {
  /** Last part of its webhook path. */
  id: string;
  /** Id of the connector that understands it. */
  connector: string;
  /** Accepted secrets; none means that the source is closed. */
  secrets: string[];
}

/** What the config says about trace, parsed once. */
export interface TraceConfig {
  sources: SourceConfig[];
  ingest: {
    maxBodyBytes: number;
    maxWaitingBytes: number;
    maxWaitingDeliveries: number;
  };
  inbox: {
    retentionMs: number;
    failedRetentionMs: number;
  };
  catalog: {
    /** How often the catalog is read. */
    refresh: HumanDuration;
  };
}

const MIB = 1024 * 1024;
// Ids become part of a path, so they are kept to what needs no escaping.
const SOURCE_ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/;

function readSources(config: Config | undefined): SourceConfig[] {
  if (!config) return [];
  return config.keys().map(id => {
    if (!SOURCE_ID.test(id)) {
      throw new InputError(
        `trace.sources.${id}: a source id is 1 to 63 letters, digits, ".", "_" or "-" and starts with a letter or digit`,
      );
    }
    const source = config.getConfig(id);
    requireKnownKeys(source, `trace.sources.${id}`, ['connector', 'secrets']);
    return {
      id,
      connector: source.getOptionalString('connector') ?? id,
      secrets: source.getOptionalStringArray('secrets') ?? [],
    };
  });
}

function readPositive(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(value) || value <= 0) {
    throw new InputError(
      `trace.ingest.${key} must be a whole number above 0, got ${value}`,
    );
  }
  return value;
}

/**
 * Reads the `trace` part of the config.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readTraceConfig(root: Config): TraceConfig {
  const config = root.getOptionalConfig('trace');
  const ingest = config?.getOptionalConfig('ingest');
  requireKnownKeys(ingest, 'trace.ingest', [
    'maxBodyBytes',
    'maxWaitingBytes',
    'maxWaitingDeliveries',
  ]);
  requireKnownKeys(config?.getOptionalConfig('inbox'), 'trace.inbox', [
    'retention',
    'failedRetention',
  ]);
  requireKnownKeys(config?.getOptionalConfig('catalog'), 'trace.catalog', [
    'refresh',
  ]);
  const maxBodyBytes = readPositive(ingest, 'maxBodyBytes', 25 * MIB);
  const maxWaitingBytes = readPositive(
    ingest,
    'maxWaitingBytes',
    4 * maxBodyBytes,
  );
  if (maxWaitingBytes < maxBodyBytes) {
    throw new InputError(
      'trace.ingest.maxWaitingBytes must be at least trace.ingest.maxBodyBytes, or the largest delivery never gets in',
    );
  }
  return {
    sources: readSources(config?.getOptionalConfig('sources')),
    ingest: {
      maxBodyBytes,
      maxWaitingBytes,
      maxWaitingDeliveries: readPositive(ingest, 'maxWaitingDeliveries', 2000),
    },
    inbox: {
      retentionMs: readDuration(root, 'trace.inbox.retention', { days: 30 }),
      failedRetentionMs: readDuration(root, 'trace.inbox.failedRetention', {
        days: 90,
      }),
    },
    catalog: {
      refresh: {
        milliseconds: readDuration(root, 'trace.catalog.refresh', {
          minutes: 1,
        }),
      },
    },
  };
}
