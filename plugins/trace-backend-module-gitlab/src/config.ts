import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';

const ROOT = 'trace.gitlab';
const IMPORT = `${ROOT}.import`;
const MAX_LABEL = 255;

/** What of reading GitLab's deliveries an organisation may decide. */
export interface GitlabSettings {
  /** Labels that make an issue an incident, in lower case. */
  incidentLabels: ReadonlySet<string>;
  /** Labels that restrict an issue, in lower case. */
  restrictedLabels: ReadonlySet<string>;
}

/** How far back: from a day on, or so many milliseconds. */
export type Horizon = { from: string } | { milliseconds: number };

/** What is imported over the API, and how often. */
export interface GitlabImportConfig {
  enabled: boolean;
  /** How far the first import goes back. */
  since: Horizon;
  frequency: HumanDuration;
  /** Besides what entities claim: `host/group/project`, or `host/group/*`. */
  projects: string[];
  exclude: string[];
  /** Projects at once on a replica. */
  concurrency: number;
  /** Pipelines of a run whose jobs are read. */
  pipelines: number;
}

function readLabels(root: Config, key: string, fallback: string[]) {
  const path = `${ROOT}.${key}`;
  const labels = root.getOptionalStringArray(path) ?? fallback;
  return new Set(
    labels.map((label, index) => {
      const read = label.trim().toLowerCase();
      if (read && read.length <= MAX_LABEL) return read;
      throw new InputError(
        `${path}[${index}] must be the name of a label of 1 to ${MAX_LABEL} characters`,
      );
    }),
  );
}

const PATTERN =
  /^[a-z0-9][\w.-]*(?:\/[\w~-][\w.~-]*)+\/(?:\*|[\w~-][\w.~-]*)$/i;

function readPatterns(root: Config, key: string): string[] {
  const path = `${IMPORT}.${key}`;
  return (root.getOptionalStringArray(path) ?? []).map((pattern, index) => {
    if (PATTERN.test(pattern)) return pattern.toLowerCase();
    throw new InputError(
      `${path}[${index}] must be host/group/project, or host/group/* for all of a group, got ${pattern}`,
    );
  });
}

function readWhole(root: Config, key: string, fallback: number): number {
  const path = `${IMPORT}.${key}`;
  const value = root.getOptionalNumber(path) ?? fallback;
  if (Number.isInteger(value) && value > 0) return value;
  throw new InputError(`${path} must be a whole number above 0, got ${value}`);
}

const DAY = /^\d{4}-\d\d-\d\d$/;

function readHorizon(root: Config): Horizon {
  const path = `${IMPORT}.since`;
  const value = root.getOptional(path);
  if (typeof value !== 'string' || !DAY.test(value)) {
    return { milliseconds: readDuration(root, path, { days: 90 }) };
  }
  const from = new Date(`${value}T00:00:00Z`);
  if (
    Number.isNaN(from.getTime()) ||
    !from.toISOString().startsWith(value) ||
    from.getTime() > Date.now()
  ) {
    throw new InputError(
      `${path} must be a day in the past such as 2026-01-31, or a duration, got ${value}`,
    );
  }
  return { from: from.toISOString() };
}

/**
 * Reads `trace.gitlab.import`.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readImportConfig(root: Config): GitlabImportConfig {
  requireKnownKeys(root.getOptionalConfig(IMPORT), IMPORT, [
    'enabled',
    'since',
    'frequency',
    'projects',
    'exclude',
    'concurrency',
    'pipelines',
  ]);
  return {
    enabled: root.getOptionalBoolean(`${IMPORT}.enabled`) ?? true,
    since: readHorizon(root),
    frequency: {
      milliseconds: readDuration(root, `${IMPORT}.frequency`, { hours: 1 }),
    },
    projects: readPatterns(root, 'projects'),
    exclude: readPatterns(root, 'exclude'),
    concurrency: readWhole(root, 'concurrency', 4),
    pipelines: readWhole(root, 'pipelines', 500),
  };
}

/**
 * Reads `trace.gitlab`, apart from `import`.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readGitlabSettings(root: Config): GitlabSettings {
  requireKnownKeys(root.getOptionalConfig(ROOT), ROOT, [
    'incidentLabels',
    'restrictedLabels',
    'import',
  ]);
  return {
    incidentLabels: readLabels(root, 'incidentLabels', ['incident']),
    restrictedLabels: readLabels(root, 'restrictedLabels', []),
  };
}
