import { startTestBackend } from '@backstage/backend-test-utils';
import traceModuleGithub from '@throughline/plugin-trace-backend-module-github';
import {
  Normalised,
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import { GithubDelivery } from './delivery';
import { generateDeliveries } from './generate';

const deliveries = generateDeliveries(Date.UTC(2026, 5, 10)).filter(
  (delivery): delivery is GithubDelivery => delivery.door === 'github',
);

async function githubConnector(): Promise<TraceConnector> {
  const connectors: TraceConnector[] = [];
  const sources = {
    addConnector: (connector: TraceConnector) => connectors.push(connector),
    addHistory: () => {},
  };
  await startTestBackend({
    extensionPoints: [[traceSourcesExtensionPoint, sources]],
    features: [traceModuleGithub],
  });
  return connectors[0];
}

describe('deliveries of the demo organisation', () => {
  it('are understood by the GitHub connector', async () => {
    const connector = await githubConnector();
    const failed: string[] = [];
    const ignored: string[] = [];
    const kinds = new Map<string, number>();
    for (const { id, group, event, payload, at } of deliveries) {
      const body = Buffer.from(JSON.stringify(payload));
      const headers = {
        'x-github-event': event,
        'x-github-delivery': id,
        'content-type': 'application/json',
      };
      const filed = await connector.identify({ headers, query: {}, body });
      expect(filed).toMatchObject({ deliveryId: id, event });
      let normalised: Normalised;
      try {
        normalised = await connector.normalise({
          source: 'github',
          event,
          context: filed.context ?? {},
          body,
          receivedAt: new Date(at).toISOString(),
        });
      } catch (error) {
        failed.push(`${group} ${event}: ${JSON.stringify(error)} ${error}`);
        continue;
      }
      if (normalised.outcome === 'ignored') {
        ignored.push(`${group} ${event}`);
        continue;
      }
      for (const { subject } of normalised.facts) {
        const kind = subject.slice(0, subject.indexOf(':'));
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }
    }
    expect(failed).toEqual([]);
    // Only a deleted branch says nothing about delivery.
    expect(ignored).toEqual(['checkout/squash-merge push']);
    expect([...kinds.keys()].sort()).toEqual([
      'artifact',
      'change',
      'commit',
      'deployment',
      'issue',
      'pipelineRun',
    ]);
  }, 60_000);
});
