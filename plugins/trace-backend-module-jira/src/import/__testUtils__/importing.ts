import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { Fact } from '@throughline/plugin-trace-common';
import { HistoryContext } from '@throughline/plugin-trace-node';
import { readJiraConfig } from '../../config';
import { JiraHistories } from '../JiraHistories';
import { JiraServer } from './jiraServer';

/** What an import wrote, as the database would keep it. */
export class TestStore {
  checkpoint: JsonObject | undefined;
  readonly facts: Fact[] = [];
  readonly writes: Array<{ done: number; total?: number; notes?: string[] }> =
    [];
  /** Called after each write. */
  onWrite: (count: number) => void = () => {};

  context(signal: AbortSignal): HistoryContext {
    return {
      checkpoint: this.checkpoint,
      signal,
      logger: mockServices.logger.mock(),
      write: async ({ facts, checkpoint, ...progress }) => {
        signal.throwIfAborted();
        this.facts.push(...facts);
        this.checkpoint = JSON.parse(JSON.stringify(checkpoint));
        this.writes.push(progress);
        this.onWrite(this.writes.length);
      },
    };
  }

  get notes(): string[] {
    return this.writes.at(-1)?.notes ?? [];
  }
}

/** The credentials of each kind. */
export const CREDENTIALS = {
  cloud: { email: 'bot@made-up.example', apiToken: 'secret' },
  'data-center': { token: 'secret' },
};

/** Imports `PAY` from a server, waiting for nothing. */
export async function runImport(
  server: JiraServer,
  store: TestStore,
  options: {
    kind: 'cloud' | 'data-center';
    site?: JsonObject;
    signal?: AbortSignal;
    /** Filled with how long it was to wait, in milliseconds. */
    waited?: number[];
  },
): Promise<void> {
  const { kind, site, waited = [] } = options;
  const { signal = new AbortController().signal } = options;
  const sites = [{ baseUrl: server.url, ...CREDENTIALS[kind], ...site }];
  const histories = new JiraHistories({
    ...readJiraConfig(
      new ConfigReader({ trace: { jira: { projects: ['PAY'], sites } } }),
    ),
    timing: {
      timeout: 10_000,
      firstWait: 1,
      wait: async milliseconds => {
        waited.push(milliseconds);
      },
    },
  });
  const [history] = await histories.list();
  await history.run(store.context(signal));
}
