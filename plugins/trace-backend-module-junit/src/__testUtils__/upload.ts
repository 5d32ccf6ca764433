import { JsonObject } from '@backstage/types';
import { TestSuiteRunAttributes } from '@throughline/plugin-trace-common';
import { IngestRequest, StoredDelivery } from '@throughline/plugin-trace-node';
import { junitConnector } from '../junitConnector';

export const SHA = '1234567890abcdef1234567890abcdef12345678';
export const RECEIVED_AT = '2024-05-02T12:00:00.000Z';

/** An upload of one XML file, as a CI job would send it. */
export function xmlRequest(
  body: string | Buffer,
  query: IngestRequest['query'] = {},
  headers: IngestRequest['headers'] = {},
): IngestRequest {
  return {
    headers: { 'content-type': 'application/xml', ...headers },
    query: { repository: 'github.com/acme/shop', sha: SHA, ...query },
    body: Buffer.isBuffer(body) ? body : Buffer.from(body),
  };
}

/** An upload of several files, as `curl --form` sends it. */
export function formRequest(
  files: Array<[name: string, content: string | Buffer]>,
  query: IngestRequest['query'] = {},
  boundary = 'x-boundary-x',
): IngestRequest {
  const parts = files.flatMap(([name, content]) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/xml\r\n\r\n`,
    ),
    Buffer.from(content as string),
    Buffer.from('\r\n'),
  ]);
  return xmlRequest(
    Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    query,
    { 'content-type': `multipart/form-data; boundary=${boundary}` },
  );
}

/** What a stored upload is to the normaliser. */
export async function stored(request: IngestRequest): Promise<StoredDelivery> {
  const { event, context = {} } = await junitConnector.identify(request);
  return {
    source: 'junit',
    event,
    // Through JSON, as a database would keep it.
    context: JSON.parse(JSON.stringify(context)),
    body: request.body,
    receivedAt: RECEIVED_AT,
  };
}

/** The runs that an upload comes to. */
export async function runsOf(
  request: IngestRequest,
): Promise<TestSuiteRunAttributes[]> {
  const normalised = await junitConnector.normalise(await stored(request));
  if (normalised.outcome === 'ignored') return [];
  return normalised.facts.map(
    ({ attributes }) =>
      attributes as JsonObject as unknown as TestSuiteRunAttributes,
  );
}
