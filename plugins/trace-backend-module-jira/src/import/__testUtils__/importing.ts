import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { quickTiming, TestStore } from '@throughline/test-kit/imports';
import { readJiraConfig } from '../../config';
import { JiraHistories } from '../JiraHistories';
import { JiraServer } from './jiraServer';

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
  const { kind, site, waited } = options;
  const { signal = new AbortController().signal } = options;
  const sites = [{ baseUrl: server.url, ...CREDENTIALS[kind], ...site }];
  const histories = new JiraHistories({
    ...readJiraConfig(
      new ConfigReader({ trace: { jira: { projects: ['PAY'], sites } } }),
    ),
    timing: { ...quickTiming(waited), firstWait: 1 },
  });
  const [history] = await histories.list();
  await history.run(store.context(signal));
}
