import { startTestBackend } from '@backstage/backend-test-utils';
import traceModuleGithub from '@throughline/plugin-trace-backend-module-github';
import traceModuleJunit from '@throughline/plugin-trace-backend-module-junit';
import {
  IngestRequest,
  TraceConnector,
  traceSourcesExtensionPoint,
} from '@throughline/plugin-trace-node';
import { Delivery } from './delivery';
import { generateDeliveries } from './generate';

async function installedConnectors(): Promise<TraceConnector[]> {
  const connectors: TraceConnector[] = [];
  const sources = {
    addConnector: (connector: TraceConnector) => connectors.push(connector),
    addHistory: () => {},
    addHistoryGroup: () => {},
  };
  await startTestBackend({
    extensionPoints: [[traceSourcesExtensionPoint, sources]],
    features: [traceModuleGithub, traceModuleJunit],
  });
  return connectors;
}

function requestOf(delivery: Delivery): IngestRequest {
  if (delivery.door === 'junit') {
    return {
      headers: { 'content-type': 'application/xml' },
      query: delivery.query,
      body: Buffer.from(delivery.body),
    };
  }
  return {
    headers: {
      'x-github-event': delivery.event,
      'x-github-delivery': delivery.id,
      'content-type': 'application/json',
    },
    query: {},
    body: Buffer.from(JSON.stringify(delivery.payload)),
  };
}

describe('deliveries of the demo organisation', () => {
  it('are understood by the connectors they are sent to', async () => {
    const connectors = await installedConnectors();
    const failed: string[] = [];
    const ignored: string[] = [];
    const kinds = new Set<string>();
    const ids = new Set<string>();
    const deliveries = generateDeliveries(Date.UTC(2026, 5, 10));
    for (const delivery of deliveries) {
      const { door, group, at } = delivery;
      const connector = connectors.find(({ id }) => id === door)!;
      const request = requestOf(delivery);
      try {
        const filed = await connector.identify(request);
        ids.add(`${door}/${filed.deliveryId}`);
        const normalised = await connector.normalise({
          source: door,
          event: filed.event,
          context: filed.context ?? {},
          body: request.body,
          receivedAt: new Date(at).toISOString(),
        });
        if (normalised.outcome === 'ignored') {
          ignored.push(`${group}: ${normalised.reason}`);
          continue;
        }
        for (const { subject } of normalised.facts) {
          kinds.add(subject.slice(0, subject.indexOf(':')));
        }
      } catch (error) {
        failed.push(`${group}: ${JSON.stringify(error)} ${error}`);
      }
    }
    expect(failed).toEqual([]);
    // Only a deleted branch says nothing about delivery.
    expect(ignored).toEqual([
      expect.stringMatching(/^checkout\/squash-merge: /),
    ]);
    expect(ids.size).toBe(deliveries.length);
    expect([...kinds].sort()).toEqual([
      'artifact',
      'change',
      'commit',
      'deployment',
      'issue',
      'pipelineRun',
      'testSuiteRun',
    ]);
  }, 180_000);
});
