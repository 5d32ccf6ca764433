import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';
import { SEVERITIES } from '@throughline/plugin-trace-common';
import { readAuthorshipSettings } from './authorship/readAuthorshipSettings';
import { EnvironmentSettings } from './graph/production';
import { readTicketSettings } from './tickets/readTicketSettings';
import {
  DEFAULT_SETTINGS,
  ProjectionSettings,
} from './database/graph/operations/projectionSettings';

const MAX_PATTERNS = 100;
const MAX_PATTERN = 200;

function readEnvironments(root: Config): EnvironmentSettings {
  const path = 'trace.environments';
  const config = root.getOptionalConfig(path);
  requireKnownKeys(config, path, ['production']);
  const production = config?.getOptionalStringArray('production');
  if (!production) return {};
  if (production.length > MAX_PATTERNS) {
    throw new InputError(
      `${path}.production has ${production.length} patterns; it may have ${MAX_PATTERNS}`,
    );
  }
  production.forEach((pattern, index) => {
    if (!pattern.trim() || pattern.length > MAX_PATTERN) {
      throw new InputError(
        `${path}.production[${index}] must be the name of an environment of at most ${MAX_PATTERN} characters, in which * stands for any, e.g. prod-*`,
      );
    }
  });
  return { production: production.map(pattern => pattern.trim()) };
}

/**
 * Reads `trace.environments`, `trace.incidents`, `trace.security`,
 * `trace.authorship` and `trace.tickets.patterns`.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readProjectionConfig(root: Config): ProjectionSettings {
  const incidents = root.getOptionalConfig('trace.incidents');
  const security = root.getOptionalConfig('trace.security');
  requireKnownKeys(incidents, 'trace.incidents', ['window', 'threshold']);
  requireKnownKeys(security, 'trace.security', ['blockFrom']);
  const threshold =
    incidents?.getOptionalNumber('threshold') ??
    DEFAULT_SETTINGS.incidents.threshold;
  if (threshold <= 0 || threshold > 1) {
    throw new InputError(
      `trace.incidents.threshold must be a number above 0 and up to 1, got ${threshold}`,
    );
  }
  const named =
    security?.getOptionalString('blockFrom') ??
    DEFAULT_SETTINGS.security.blockFrom;
  const blockFrom = SEVERITIES.find(severity => severity === named);
  if (!blockFrom) {
    throw new InputError(
      `trace.security.blockFrom is "${named}"; it must be one of ${SEVERITIES.join(
        ', ',
      )}`,
    );
  }
  return {
    environments: readEnvironments(root),
    incidents: {
      windowMs: readDuration(root, 'trace.incidents.window', { hours: 24 }),
      threshold,
    },
    security: { blockFrom },
    authorship: readAuthorshipSettings(root),
    tickets: readTicketSettings(root),
  };
}
