import { wrapServer } from '@backstage/backend-openapi-utils/testUtils';
import { readFileSync } from 'node:fs';
import { createServer, RequestListener, Server } from 'node:http';
import { parse } from 'yaml';

/** As much of an OpenAPI document as tests look at. */
export interface OpenapiDocument {
  paths: Record<
    string,
    Record<string, { security?: object[]; responses: object }>
  >;
}

/** @param file - path of the document, in YAML */
export function readOpenapi(file: string): OpenapiDocument {
  return parse(readFileSync(file, 'utf8'));
}

/**
 * Serves a plugin's routes behind a proxy that holds every request and every
 * answer to the OpenAPI document.
 *
 * @returns the origin to send requests to
 */
export async function serveByOpenapi(
  openapi: OpenapiDocument,
  routes: RequestListener,
): Promise<string> {
  const listener: RequestListener = (request, response) => {
    if (request.url === '/openapi.json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(openapi));
    } else {
      routes(request, response);
    }
  };
  const app = {
    // IPv4 only: where the hosts file has no IPv6 localhost, the proxy would
    // still try it first.
    listen: (port: number): Server =>
      createServer(listener).listen(port, '127.0.0.1'),
  };
  const server = await wrapServer(app as Parameters<typeof wrapServer>[0]);
  return new URL(String(server.address())).origin;
}
