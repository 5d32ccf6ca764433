import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  quickTiming as waitless,
  TestStore,
} from '@throughline/test-kit/imports';
import { HOST } from '../../__testUtils__/payloads';
import { ClientTiming, GitlabClients } from '../../client';
import { readGitlabSettings, readImportConfig } from '../../config';
import { GitlabHistories } from '../GitlabHistories';
import { GitlabServer, Item, Lists, startGitlab } from './gitlabServer';
import { API_PROJECT, REPOSITORY, world } from './world';

/** Waits for nothing, as its clock has it, and remembers how long it was to. */
export function quickTiming(waited?: number[]): ClientTiming {
  let clock = 0;
  const { timeout, wait } = waitless(waited);
  return {
    timeout,
    retryBase: 1,
    now: () => clock,
    wait: async milliseconds => {
      await wait(milliseconds);
      clock += milliseconds;
    },
  };
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
