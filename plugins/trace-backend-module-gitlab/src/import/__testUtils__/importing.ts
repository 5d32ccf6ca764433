import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { Fact, mergeFacts, Registers } from '@throughline/plugin-trace-common';
import { HistoryContext } from '@throughline/plugin-trace-node';
import { HOST } from '../../__testUtils__/payloads';
import { ClientTiming, GitlabClients } from '../../client';
import { readGitlabSettings, readImportConfig } from '../../config';
import { GitlabHistories } from '../GitlabHistories';
import { GitlabServer, Item, Lists, startGitlab } from './gitlabServer';
import { API_PROJECT, REPOSITORY, world } from './world';

/** Waits for nothing, and remembers how long it was to wait. */
export function quickTiming(waited: number[] = []): ClientTiming {
  let clock = 0;
  return {
    timeout: 10_000,
    retryBase: 1,
    now: () => clock,
    wait: async milliseconds => {
      waited.push(milliseconds);
      clock += milliseconds;
    },
  };
}

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

/** What facts say together: subject → registers. */
export function registersOf(facts: Fact[]): Map<string, Registers> {
  const bySubject = new Map<string, Fact[]>();
  for (const fact of facts) {
    bySubject.set(fact.subject, [...(bySubject.get(fact.subject) ?? []), fact]);
  }
  return new Map(
    [...bySubject]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([subject, own]) => [subject, mergeFacts(own)]),
  );
}

/** A server, and what imports from it. */
export interface Importing {
  server: GitlabServer;
  waited: number[];
  histories: GitlabHistories;
  list(claimed?: string[]): ReturnType<GitlabHistories['list']>;
  /** Runs the import of the project. */
  run(store: TestStore, signal?: AbortSignal): Promise<void>;
}

/** Starts a server, and what imports from it. */
export async function startImporting({
  project = API_PROJECT,
  lists = world(),
  gitlab = {},
}: {
  project?: Item;
  lists?: Lists;
  gitlab?: JsonObject;
} = {}): Promise<Importing> {
  const server = await startGitlab(project, lists);
  const waited: number[] = [];
  const config = new ConfigReader({
    integrations: {
      gitlab: [
        {
          host: HOST,
          apiBaseUrl: `${server.url}/api/v4`,
          token: server.token,
        },
      ],
    },
    trace: {
      gitlab: {
        ...gitlab,
        import: { since: '2026-01-01', ...(gitlab.import as JsonObject) },
      },
    },
  });
  const histories = new GitlabHistories({
    clients: GitlabClients.fromConfig(config, quickTiming(waited)),
    settings: readGitlabSettings(config),
    config: readImportConfig(config),
  });
  const list = (claimed = [REPOSITORY]) =>
    histories.list({
      claimedRepositories: async () => claimed,
      signal: new AbortController().signal,
      logger: mockServices.logger.mock(),
    });
  return {
    server,
    waited,
    histories,
    list,
    async run(store, signal = new AbortController().signal) {
      const [history] = await list();
      await history.run(store.context(signal));
    },
  };
}
