import {
  HistoryContext,
  HistoryProvider,
  storedCheckpoint,
} from '@throughline/plugin-trace-node';
import {
  ClientTiming,
  DEFAULT_TIMING,
  PagerdutyClient,
} from '../client/PagerdutyClient';
import { PagerdutyConfig } from '../config';
import { beginRun, halves, readCheckpoint, Run, Step } from './checkpoint';
import { pageSchema, readItems } from './readItems';

/** The most that a page may have. */
const PAGE = 100;
const MAX_PROBLEMS = 10;

/** What an import is run in. */
export interface ImportEnvironment {
  timing: ClientTiming;
  /** ISO 8601. */
  now(): string;
  /** What `offset` and `limit` may add up to: what is behind cannot be read. */
  reach: number;
}

const DEFAULT_ENVIRONMENT: ImportEnvironment = {
  timing: DEFAULT_TIMING,
  now: () => new Date().toISOString(),
  // https://developer.pagerduty.com/docs/rest-api-pagination
  reach: 10_000,
};

/** Reads what there was before the first webhook, and what webhooks missed. */
export class IncidentHistory implements HistoryProvider {
  readonly id = 'pagerduty';
  readonly source = {
    id: 'pagerduty',
    title: 'PagerDuty',
    gives: ['incidents'],
  };
  readonly repository: string;
  readonly frequency: HistoryProvider['frequency'];

  constructor(
    private readonly config: PagerdutyConfig,
    private readonly environment: ImportEnvironment = DEFAULT_ENVIRONMENT,
  ) {
    this.repository = new URL(config.apiBaseUrl).host;
    this.frequency = config.frequency;
  }

  async run(context: HistoryContext): Promise<void> {
    const checkpoint = readCheckpoint(context.checkpoint);
    const run =
      checkpoint.run ??
      beginRun(checkpoint, this.config.days, this.environment.now());
    checkpoint.run = run;
    const write = (
      facts: Parameters<HistoryContext['write']>[0]['facts'],
      notes: string[] = run.problems,
    ) =>
      context.write({
        facts,
        checkpoint: storedCheckpoint(checkpoint),
        done: run.done,
        notes,
      });
    const client = new PagerdutyClient({
      config: this.config,
      signal: context.signal,
      timing: this.environment.timing,
      onWait: until =>
        write(
          [],
          [
            ...run.problems,
            `PagerDuty limits requests; it goes on at ${until}`,
          ],
        ),
    });
    while (run.steps.length > 0) {
      context.signal.throwIfAborted();
      await write(await this.readPage(client, run));
    }
    checkpoint.readUntil = run.until;
    checkpoint.run = undefined;
    await write([]);
  }

  /** Reads a page of the next step, and makes what follows it the next one. */
  private async readPage(client: PagerdutyClient, run: Run) {
    const { reach } = this.environment;
    const [step, ...later] = run.steps;
    const answer = pageSchema.safeParse(
      await client.get(
        step.of === 'entries' ? '/log_entries' : '/incidents',
        this.query(step),
      ),
    );
    const items =
      answer.data?.[step.of === 'entries' ? 'log_entries' : 'incidents'];
    if (!items) {
      throw new Error(
        `${this.repository} gives an answer that is not as PagerDuty's are: trace.pagerduty.apiBaseUrl is not where the API is`,
      );
    }
    const { total, more } = answer.data!;
    const next = step.offset + PAGE;
    const tooMany = (total ?? 0) > reach || (more && next + PAGE > reach);
    const parts = tooMany ? halves(step) : undefined;
    if (parts) {
      run.steps = [...parts, ...later];
    } else if (more && next + PAGE <= reach) {
      run.steps = [{ ...step, offset: next }, ...later];
    } else {
      run.steps = later;
    }
    const { facts, problems } = readItems(step.of, items);
    if (more && !parts && next + PAGE > reach) {
      problems.push(
        `PagerDuty lists no more than ${reach} at once; of ${
          step.since === undefined ? 'those that are open' : step.since
        } the others were not read`,
      );
    }
    run.problems = [...new Set([...run.problems, ...problems])].slice(
      0,
      MAX_PROBLEMS,
    );
    run.done += items.length;
    return facts;
  }

  private query({ of, since, until, offset }: Step): URLSearchParams {
    const query = new URLSearchParams({
      limit: String(PAGE),
      offset: String(offset),
      // Counting is slow there, so it is done once a list.
      total: String(offset === 0),
    });
    for (const team of this.config.teams) query.append('team_ids[]', team);
    if (since && until) {
      query.set('since', since);
      query.set('until', until);
    }
    if (of !== 'entries') query.set('sort_by', 'created_at:asc');
    if (of === 'open') {
      query.set('date_range', 'all');
      query.append('statuses[]', 'triggered');
      query.append('statuses[]', 'acknowledged');
    }
    return query;
  }
}
