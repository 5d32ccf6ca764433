import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';

/** What of reading GitHub's deliveries an organisation may decide. */
export interface GithubSettings {
  /** Labels that make an issue an incident, in lower case. */
  incidentLabels: ReadonlySet<string>;
  /** Labels that restrict an issue, in lower case. */
  restrictedLabels: ReadonlySet<string>;
}

function readLabels(config: Config, key: string, fallback: string[]) {
  const labels = config.getOptionalStringArray(key) ?? fallback;
  return new Set(labels.map(label => label.trim().toLowerCase()));
}

/** What is imported over the API, and how often. */
export interface GithubImportConfig {
  enabled: boolean;
  /** How far the first import goes back. */
  days: number;
  frequency: HumanDuration;
  /** Besides what entities claim: `host/owner/name`, `*` within the name. */
  repositories: string[];
  exclude: string[];
  /** Repositories at once on a replica. */
  concurrency: number;
}

/** `*` stands for any part of the last name; so for no owner. */
const PATTERN = /^[a-z0-9][\w.-]*\/[\w.-]+\/[\w.*-]+$/i;

function readPatterns(config: Config | undefined, key: string): string[] {
  return (config?.getOptionalStringArray(key) ?? []).map((pattern, index) => {
    if (PATTERN.test(pattern)) return pattern.toLowerCase();
    throw new InputError(
      `trace.github.import.${key}[${index}] must be host/owner/name, with * for any name, got ${pattern}`,
    );
  });
}

function readWhole(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (Number.isInteger(value) && value > 0) return value;
  throw new InputError(
    `trace.github.import.${key} must be a whole number above 0, got ${value}`,
  );
}

/**
 * Reads `trace.github.import`.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readImportConfig(root: Config): GithubImportConfig {
  const config = root.getOptionalConfig('trace.github.import');
  requireKnownKeys(config, 'trace.github.import', [
    'enabled',
    'days',
    'frequency',
    'repositories',
    'exclude',
    'concurrency',
  ]);
  return {
    enabled: config?.getOptionalBoolean('enabled') ?? true,
    days: readWhole(config, 'days', 90),
    frequency: {
      milliseconds: readDuration(root, 'trace.github.import.frequency', {
        hours: 1,
      }),
    },
    repositories: readPatterns(config, 'repositories'),
    exclude: readPatterns(config, 'exclude'),
    concurrency: readWhole(config, 'concurrency', 4),
  };
}

/**
 * Reads `trace.github`, apart from `import`.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readGithubSettings(config: Config): GithubSettings {
  requireKnownKeys(config.getOptionalConfig('trace.github'), 'trace.github', [
    'incidentLabels',
    'restrictedLabels',
    'import',
  ]);
  return {
    incidentLabels: readLabels(config, 'trace.github.incidentLabels', [
      'incident',
    ]),
    restrictedLabels: readLabels(config, 'trace.github.restrictedLabels', []),
  };
}
