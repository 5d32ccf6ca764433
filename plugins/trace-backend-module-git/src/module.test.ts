import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  HistoryProvider,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import traceModuleGit from './index';

describe('traceModuleGit', () => {
  const start = async (repositories: object[]) => {
    const histories: HistoryProvider[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          traceSourcesExtensionPoint,
          {
            addConnector: () => {},
            addHistory: provider => histories.push(provider),
          },
        ],
      ],
      features: [
        traceModuleGit,
        mockServices.rootConfig.factory({
          data: { trace: { git: { repositories } } } as never,
        }),
      ],
    });
    await backend.stop();
    return histories;
  };

  it('registers a history for each configured repository', async () => {
    const histories = await start([
      { repository: 'github.com/acme/shop', path: '.' },
      { repository: 'github.com/acme/pay', url: 'https://github.com/acme/pay' },
    ]);
    expect(histories.map(({ id }) => id)).toEqual([
      'git:github.com/acme/shop',
      'git:github.com/acme/pay',
    ]);
    expect(histories[0]).toMatchObject({
      source: { id: 'git', title: 'Git history' },
      repository: 'github.com/acme/shop',
      frequency: { milliseconds: 15 * 60 * 1000 },
    });
  });

  it('stops the start of the backend when the config is wrong', async () => {
    await expect(
      start([{ repository: 'github.com/acme/shop' }]),
    ).rejects.toThrow(/repositories\[0\] has neither "path" nor "url"/);
  });
});
