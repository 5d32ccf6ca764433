import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  GithubPlayer,
  Organisation,
  startGithubPlayer,
} from '@throughline/github-player';
import {
  quickTiming as waitless,
  TestStore,
} from '@throughline/test-kit/imports';
import { ClientTiming, GithubClients } from '../../client';
import { readGithubSettings, readImportConfig } from '../../config';
import { GithubHistories } from '../GithubHistories';

export const HOST = 'github.player.test';

/** Waits for nothing, and remembers how long it was to wait. */
export function quickTiming(waited?: number[]): ClientTiming {
  return { ...waitless(waited), retryBase: 1 };
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
