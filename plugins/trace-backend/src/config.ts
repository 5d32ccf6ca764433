import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';
import { parseRepositoryName } from '@throughline/plugin-trace-common';
import { ProjectionSettings } from './database/graph/operations/projectionSettings';
import { readProjectionConfig } from './projectionConfig';
import { RestrictionPolicy } from './restriction/policy';

/** What a source may speak of: all that any of its lists allows. */
export interface SourceScope {
  /** Full refs, in lower case. */
  entities: string[];
  /** `host/owner/name`, or `host/owner/*` for all below. */
  repositories: string[];
  /** Projects of trackers, upper case. */
  projects: string[];
}

/** A configured source of deliveries. */
export interface SourceConfig {
  /** Last part of its webhook path. */
  id: string;
  /** Id of the connector that understands it. */
  connector: string;
  /** Accepted secrets; none means that the source is closed. */
  secrets: string[];
  /** What it may speak of; undefined: anything. */
  scope?: SourceScope;
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
  /** What counts as the cause of an incident, and what holds a change up. */
  projection: ProjectionSettings;
  flow: {
    /** How long a change has to be in production to be verified. */
    verifiedAfterMs: number;
  };
  catalog: {
    /** How often the catalog is read. */
    refresh: HumanDuration;
  };
}

const MIB = 1024 * 1024;
// Ids become part of a path, so they are kept to what needs no escaping.
const SOURCE_ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/;

const PROJECTS = {
  from: (text: string) =>
    /^[a-z][a-z0-9]{0,9}$/i.test(text) ? text.toUpperCase() : undefined,
  expected:
    "what the keys of a project's tickets begin with, e.g. SEC for SEC-12",
};

/** Texts of a list, each as it is to be used. */
function readEach<T>(
  config: Config,
  path: string,
  key: string,
  { from, expected }: { from: (text: string) => T; expected: string },
): Array<NonNullable<T>> {
  return (config.getOptionalStringArray(key) ?? []).map((text, index) => {
    const value = from(text.trim());
    if (value) return value;
    throw new InputError(
      `${path}.${key}[${index}] is "${text}"; it must be ${expected}`,
    );
  });
}

function asEntityRef(text: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    return undefined;
  }
}

/** `github.com/acme/shop`, or `github.com/acme/*` for all below. */
function asRepositories(text: string): string | undefined {
  if (!text.endsWith('/*')) return parseRepositoryName(text);
  const group = text.slice(0, -1).toLowerCase();
  return parseRepositoryName(`${group}any`) ? `${group}*` : undefined;
}

function readScope(source: Config, path: string): { scope?: SourceScope } {
  const config = source.getOptionalConfig('scope');
  if (!config) return {};
  requireKnownKeys(config, path, ['entities', 'repositories', 'projects']);
  const scope = {
    entities: readEach(config, path, 'entities', {
      from: asEntityRef,
      expected: 'the full ref of an entity, e.g. component:default/shop',
    }),
    repositories: readEach(config, path, 'repositories', {
      from: asRepositories,
      expected: 'host/owner/name or host/owner/*, e.g. github.com/acme/shop',
    }),
    projects: readEach(config, path, 'projects', PROJECTS),
  };
  if (Object.values(scope).every(list => list.length === 0)) {
    throw new InputError(
      `${path} allows nothing; name entities, repositories or projects, or leave it out to allow all`,
    );
  }
  return { scope };
}

function readSources(config: Config | undefined): SourceConfig[] {
  if (!config) return [];
  return config.keys().map(id => {
    if (!SOURCE_ID.test(id)) {
      throw new InputError(
        `trace.sources.${id}: a source id is 1 to 63 letters, digits, ".", "_" or "-" and starts with a letter or digit`,
      );
    }
    const source = config.getConfig(id);
    requireKnownKeys(source, `trace.sources.${id}`, [
      'connector',
      'secrets',
      'scope',
    ]);
    return {
      id,
      connector: source.getOptionalString('connector') ?? id,
      secrets: source.getOptionalStringArray('secrets') ?? [],
      ...readScope(source, `trace.sources.${id}.scope`),
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

function readRestrictions(trace: Config | undefined): RestrictionPolicy {
  const tickets = trace?.getOptionalConfig('tickets');
  requireKnownKeys(tickets, 'trace.tickets', ['restrict', 'patterns']);
  const path = 'trace.tickets.restrict';
  const config = tickets?.getOptionalConfig('restrict');
  requireKnownKeys(config, path, ['projects', 'allProjectsBut']);
  if (!config) return {};
  if (config.has('projects') && config.has('allProjectsBut')) {
    throw new InputError(
      `${path} has both "projects" and "allProjectsBut"; give one of them`,
    );
  }
  return config.has('allProjectsBut')
    ? {
        allProjectsBut: readEach(config, path, 'allProjectsBut', PROJECTS),
      }
    : { projects: readEach(config, path, 'projects', PROJECTS) };
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
  requireKnownKeys(config?.getOptionalConfig('flow'), 'trace.flow', [
    'verifiedAfter',
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
    projection: readProjectionConfig(root),
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
    flow: {
      verifiedAfterMs: readDuration(root, 'trace.flow.verifiedAfter', {
        hours: 24,
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
