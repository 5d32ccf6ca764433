import { Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { readDurationFromConfig } from '@backstage/config';
import { GithubConnectionResponse } from '@throughline/plugin-trace-common';

const DEFAULT_DAYS = 90;
const DEFAULT_FREQUENCY = { hours: 1 };

/** How history is imported, as `trace.github.import` says. */
export function importSummary(
  config: Config,
): Omit<GithubConnectionResponse['import'], 'repositories'> {
  const settings = config.getOptionalConfig('trace.github.import');
  const frequency = settings?.has('frequency')
    ? readDurationFromConfig(settings, { key: 'frequency' })
    : DEFAULT_FREQUENCY;
  return {
    enabled: settings?.getOptionalBoolean('enabled') ?? true,
    days: settings?.getOptionalNumber('days') ?? DEFAULT_DAYS,
    everyMinutes: Math.round(durationToMilliseconds(frequency) / 60_000),
  };
}
