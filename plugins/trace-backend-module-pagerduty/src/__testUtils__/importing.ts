import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import { HistoryContext } from '@throughline/plugin-trace-node';
import { ClientTiming } from '../client/PagerdutyClient';
import { PagerdutyConfig } from '../config';
import { IncidentHistory } from '../import/IncidentHistory';

export const TOKEN = 'only-for-tests';
export const NOW = '2026-03-01T12:00:00.000Z';

/** Waits for nothing, and remembers how long it was to wait. */
export function quickTiming(waited: number[] = []): ClientTiming {
  return {
    timeout: 10_000,
    firstWait: 1,
    wait: async milliseconds => {
      waited.push(milliseconds);
    },
  };
}

/** What an import wrote, as the database would keep it. */
export class TestStore {
  checkpoint: JsonObject | undefined;
  readonly facts: Fact[] = [];
  readonly notes: Array<string[] | undefined> = [];
  /** Throws in place of the write of this number, the first being 1. */
  failAt = Infinity;
  private writes = 0;

  context(signal = new AbortController().signal): HistoryContext {
    return {
      checkpoint: this.checkpoint,
      signal,
      logger: mockServices.logger.mock(),
      write: async ({ facts, checkpoint, notes }) => {
        this.writes += 1;
        if (this.writes === this.failAt) throw new Error('killed');
        this.facts.push(...facts);
        this.checkpoint = JSON.parse(JSON.stringify(checkpoint));
        this.notes.push(notes);
      },
    };
  }

  /** What is known of an incident, or of all by their ids. */
  incidents(): Record<string, JsonObject> {
    const bySubject = new Map<string, Fact[]>();
    for (const of of this.facts) {
      const known = bySubject.get(of.subject);
      if (known) known.push(of);
      else bySubject.set(of.subject, [of]);
    }
    return Object.fromEntries(
      [...bySubject.keys()]
        .sort()
        .map(subject => [
          subject.replace('incident:pagerduty/', ''),
          plainValues(mergeFacts(bySubject.get(subject)!)),
        ]),
    );
  }
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
