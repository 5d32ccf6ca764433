import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';
import { RestrictionPolicy } from './restriction/policy';

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
  /** Which tickets of trackers are restricted. */
  restrictions: RestrictionPolicy;
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

const PROJECT = /^[A-Z][A-Z0-9]{1,9}$/;

function readProjects(config: Config, path: string, key: string) {
  return config.getOptionalStringArray(key)?.map((text, index) => {
    const project = text.trim().toUpperCase();
    if (!PROJECT.test(project)) {
      throw new InputError(
        `${path}.${key}[${index}] is "${text}"; it must be what the keys of a project's tickets begin with, e.g. SEC for SEC-12`,
      );
    }
    return project;
  });
}

function readRestrictions(trace: Config | undefined): RestrictionPolicy {
  const tickets = trace?.getOptionalConfig('tickets');
  requireKnownKeys(tickets, 'trace.tickets', ['restrict']);
  const path = 'trace.tickets.restrict';
  const config = tickets?.getOptionalConfig('restrict');
  requireKnownKeys(config, path, ['projects', 'allProjectsBut']);
  if (!config) return {};
  const projects = readProjects(config, path, 'projects');
  const allProjectsBut = readProjects(config, path, 'allProjectsBut');
  if (projects && allProjectsBut) {
    throw new InputError(
      `${path} has both "projects" and "allProjectsBut"; give one of them`,
    );
  }
  return { projects, allProjectsBut };
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
    restrictions: readRestrictions(config),
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
