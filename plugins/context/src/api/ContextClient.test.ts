import { isNotFound } from '@throughline/plugin-context-react';
import { ContextClient } from './ContextClient';

const paymentsApi = {
  kind: 'Component',
  namespace: 'default',
  name: 'payments-api',
};

/** A client whose requests are kept and answered with `response`. */
function clientWith(response: () => Response) {
  const requests: Array<{ url: string; method: string; body: unknown }> = [];
  const client = new ContextClient({
    discoveryApi: {
      getBaseUrl: async id => `https://portal.example/api/${id}`,
    },
    fetchApi: {
      fetch: async (input, init) => {
        const { method = 'GET', body } = init ?? {};
        requests.push({ url: String(input), method, body });
        return response();
      },
    },
  });
  return { client, requests };
}

const ok = () => new Response('{}', { status: 200 });
const ENTITY =
  'https://portal.example/api/context/entities/component/default/payments-api';

describe('ContextClient', () => {
  it('asks for a moment, or for what changed since', async () => {
    const { client, requests } = clientWith(ok);
    await client.getContext(paymentsApi);
    await client.getContext(paymentsApi, { since: 'last-look', at: undefined });
    await client.getContext(paymentsApi, { at: '2026-03-10T12:00:00Z' });
    expect(requests.map(({ url }) => url)).toEqual([
      ENTITY,
      `${ENTITY}?since=last-look`,
      `${ENTITY}?at=2026-03-10T12%3A00%3A00Z`,
    ]);
  });

  it('asks for members page by page, and escapes names', async () => {
    const { client, requests } = clientWith(ok);
    await client.getMembers(
      { kind: 'System', namespace: 'default', name: 'a/b' },
      { limit: 25, cursor: 'x=' },
    );
    expect(requests[0].url).toBe(
      'https://portal.example/api/context/entities/system/default/a%2Fb/members?limit=25&cursor=x%3D',
    );
  });

  it('remembers a look', async () => {
    const { client, requests } = clientWith(
      () => new Response(null, { status: 204 }),
    );
    await client.putLook(paymentsApi, { revision: 7, settle: true });
    expect(requests).toEqual([
      {
        url: `${ENTITY}/look`,
        method: 'PUT',
        body: '{"revision":7,"settle":true}',
      },
    ]);
  });

  it('tells what does not exist from what failed', async () => {
    const { client } = clientWith(
      () =>
        new Response(
          JSON.stringify({
            error: { name: 'NotFoundError', message: 'No such thing' },
            response: { statusCode: 404 },
          }),
          { status: 404, headers: { 'Content-Type': 'application/json' } },
        ),
    );
    const error = await client.getContext(paymentsApi).catch(e => e);
    expect(isNotFound(error)).toBe(true);
  });
});
