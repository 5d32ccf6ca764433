import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readDuration, requireKnownKeys } from '@throughline/backend-kit';

/** What is read over the API, and how often. */
export interface PagerdutyConfig {
  token: string;
  /** Without a slash at its end. */
  apiBaseUrl: string;
  /** Ids; none: all teams. */
  teams: string[];
  /** How far the first read goes back. */
  days: number;
  frequency: HumanDuration;
}

const PATH = 'trace.pagerduty';
const DEFAULT_API = 'https://api.pagerduty.com';
const TOKEN = /^[\x21-\x7e]{1,500}$/;
const TEAM = /^[A-Z0-9]{1,50}$/i;
const MAX_DAYS = 3650;

function readApi(config: Config): string {
  const text = config.getOptionalString('apiBaseUrl') ?? DEFAULT_API;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.search ||
    url.hash
  ) {
    throw new InputError(
      `${PATH}.apiBaseUrl must be an address without a user, a query or a fragment, e.g. https://api.eu.pagerduty.com`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function readTeams(config: Config): string[] {
  return (config.getOptionalStringArray('teams') ?? []).map((team, index) => {
    if (TEAM.test(team)) return team;
    throw new InputError(
      `${PATH}.teams[${index}] must be the id of a team, e.g. PQ9K7I8, got ${team}`,
    );
  });
}

function readDays(config: Config): number {
  const days = config.getOptionalNumber('days') ?? 90;
  if (Number.isInteger(days) && days > 0 && days <= MAX_DAYS) return days;
  throw new InputError(
    `${PATH}.days must be a whole number from 1 to ${MAX_DAYS}, got ${days}`,
  );
}

/**
 * Reads `trace.pagerduty`.
 *
 * @returns undefined without a token: then nothing is read over the API
 * @throws InputError naming the path of a value that cannot be used
 */
export function readPagerdutyConfig(root: Config): PagerdutyConfig | undefined {
  const config = root.getOptionalConfig(PATH);
  requireKnownKeys(config, PATH, [
    'token',
    'apiBaseUrl',
    'teams',
    'days',
    'frequency',
  ]);
  if (!config) return undefined;
  const settings = {
    apiBaseUrl: readApi(config),
    teams: readTeams(config),
    days: readDays(config),
    frequency: {
      milliseconds: readDuration(root, `${PATH}.frequency`, { hours: 1 }),
    },
  };
  const token = config.getOptionalString('token');
  if (token === undefined) return undefined;
  if (!TOKEN.test(token)) {
    throw new InputError(`${PATH}.token must be a REST API key of PagerDuty`);
  }
  return { token, ...settings };
}
