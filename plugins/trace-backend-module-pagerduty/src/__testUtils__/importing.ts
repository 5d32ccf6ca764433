import { JsonObject } from '@backstage/types';
import { plainValues } from '@throughline/plugin-trace-common';
import {
  quickTiming as waitless,
  TestStore,
} from '@throughline/test-kit/imports';
import { ClientTiming } from '../client/PagerdutyClient';
import { PagerdutyConfig } from '../config';
import { IncidentHistory } from '../import/IncidentHistory';

export const TOKEN = 'only-for-tests';
export const NOW = '2026-03-01T12:00:00.000Z';

/** Waits for nothing, and remembers how long it was to wait. */
export function quickTiming(waited?: number[]): ClientTiming {
  return { ...waitless(waited), firstWait: 1 };
}

/** What is known of incidents, by their ids. */
export function incidentsIn(store: TestStore): Record<string, JsonObject> {
  return Object.fromEntries(
    [...store.registers()].map(([subject, registers]) => [
      subject.replace('incident:pagerduty/', ''),
      plainValues(registers),
    ]),
  );
}

/** An import from an address. */
export function historyOf(
  apiBaseUrl: string,
  {
    now = NOW,
    timing = quickTiming(),
    reach = 10_000,
    ...config
  }: Partial<PagerdutyConfig> & {
    now?: string;
    timing?: ClientTiming;
    reach?: number;
  } = {},
): IncidentHistory {
  return new IncidentHistory(
    {
      apiBaseUrl,
      token: TOKEN,
      teams: [],
      days: 90,
      frequency: { hours: 1 },
      ...config,
    },
    { timing, reach, now: () => now },
  );
}
