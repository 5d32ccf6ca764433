import { mockServices } from '@backstage/backend-test-utils';
import { once } from 'node:events';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { HttpSource } from '../pull/HttpSource';

/** A plugin behind a real HTTP server, for as long as the test lasts. */
export async function withPlugin(
  answer: RequestListener,
  test: (source: HttpSource) => Promise<void>,
): Promise<void> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await test(sourceAt(`http://127.0.0.1:${port}/api/trace`));
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

/** The plugin `trace`, as if discovery found it at a URL. */
export function sourceAt(url: string): HttpSource {
  return new HttpSource('trace', {
    auth: mockServices.auth({ pluginId: 'context' }),
    discovery: mockServices.discovery.mock({ getBaseUrl: async () => url }),
  });
}
