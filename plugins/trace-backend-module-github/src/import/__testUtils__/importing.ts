import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  GithubPlayer,
  Organisation,
  startGithubPlayer,
} from '@throughline/github-player';
import { Fact, mergeFacts, Registers } from '@throughline/plugin-trace-common';
import { HistoryContext } from '@throughline/plugin-trace-node';
import { ClientTiming, GithubClients } from '../../client';
import { readGithubSettings, readImportConfig } from '../../config';
import { GithubHistories } from '../GithubHistories';

export const HOST = 'github.player.test';

/** Waits for nothing, and remembers how long it was to wait. */
export function quickTiming(waited: number[] = []): ClientTiming {
  return {
    timeout: 10_000,
    retryBase: 1,
    wait: async milliseconds => {
      waited.push(milliseconds);
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

  context(signal: AbortSignal = new AbortController().signal): HistoryContext {
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

  /** Subject → registers. */
  registers(): Map<string, Registers> {
    return registersOf(this.facts);
  }
}

/** What facts say together. */
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

/** A player, and what imports from it. */
export interface Importing {
  player: GithubPlayer;
  waited: number[];
  histories: GithubHistories;
  /** Runs the import of a repository, by `made-up/shop`. */
  run(
    repository: string,
    store: TestStore,
    signal?: AbortSignal,
  ): Promise<void>;
}

/** Starts a player with an organisation, and what imports from it. */
export async function startImporting(
  organisation: Organisation,
  github: JsonObject = {},
): Promise<Importing> {
  const player = await startGithubPlayer({ organisation, host: HOST });
  const waited: number[] = [];
  const config = new ConfigReader({
    integrations: {
      github: [
        { host: HOST, apiBaseUrl: player.url, token: player.token.value },
      ],
    },
    trace: { github },
  });
  const histories = new GithubHistories({
    clients: GithubClients.fromConfig(config, quickTiming(waited)),
    settings: readGithubSettings(config),
    config: readImportConfig(config),
  });
  return {
    player,
    waited,
    histories,
    async run(repository, store, signal = new AbortController().signal) {
      const name = `${HOST}/${repository}`;
      const listed = await histories.list({
        claimedRepositories: async () => [name],
        signal,
        logger: mockServices.logger.mock(),
      });
      const history = listed.find(it => it.repository === name)!;
      await history.run(store.context(signal));
    },
  };
}
