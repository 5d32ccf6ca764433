import { TraceClient } from './TraceClient';
import {
  isNotAllowed,
  isNotFound,
  errorText,
} from '@throughline/plugin-context-react';

const paymentsApi = {
  kind: 'Component',
  namespace: 'default',
  name: 'payments-api',
};

/** A client whose requests are kept and answered with `response`. */
function clientWith(response: () => Response) {
  const requests: Array<{ url: string; method: string }> = [];
  const client = new TraceClient({
    discoveryApi: {
      getBaseUrl: async id => `https://portal.example/api/${id}`,
    },
    fetchApi: {
      fetch: async (input, init) => {
        requests.push({ url: String(input), method: init?.method ?? 'GET' });
        return response();
      },
    },
  });
  return { client, requests };
}

const ok = () => new Response('{}', { status: 200 });
const refusal = (status: number, name: string) => () =>
  new Response(
    JSON.stringify({
      error: { name, message: 'No such thing' },
      response: { statusCode: status },
    }),
    { status, headers: { 'Content-Type': 'application/json' } },
  );

describe('TraceClient', () => {
  it('sends only the filters that are on', async () => {
    const { client, requests } = clientWith(ok);
    await client.getChains(paymentsApi, {
      limit: 25,
      mine: true,
      waiting: false,
      search: 'a b&c',
      cursor: undefined,
    });
    await client.getChains(paymentsApi);
    expect(requests.map(({ url }) => url)).toEqual([
      'https://portal.example/api/trace/entities/component/default/payments-api/chains?limit=25&mine=true&search=a+b%26c',
      'https://portal.example/api/trace/entities/component/default/payments-api/chains',
    ]);
  });

  it('asks for flow, for its rows and for coverage', async () => {
    const { client, requests } = clientWith(ok);
    const scope = 'system:default/shop';
    await client.getFlow({ scope, environment: undefined });
    await client.getFlowRows({ scope, metric: 'coverage', excluded: 'bot' });
    await client.getCoverage();
    expect(requests.map(({ url }) => url)).toEqual([
      'https://portal.example/api/trace/flow?scope=system%3Adefault%2Fshop',
      'https://portal.example/api/trace/flow/rows?scope=system%3Adefault%2Fshop&metric=coverage&excluded=bot',
      'https://portal.example/api/trace/flow/coverage',
    ]);
  });

  it('asks what no entity claims of a repository', async () => {
    const { client, requests } = clientWith(ok);
    await client.getUnowned({ repository: 'github.com/acme/shop', limit: 10 });
    expect(requests.map(({ url }) => url)).toEqual([
      'https://portal.example/api/trace/unowned?repository=github.com%2Facme%2Fshop&limit=10',
    ]);
  });

  it('escapes node keys', async () => {
    const { client, requests } = clientWith(ok);
    await client.getChain(paymentsApi, 'change:github.com/a/b#1');
    await client.getNode('change:github.com/a/b#1');
    expect(requests.map(({ url }) => url)).toEqual([
      'https://portal.example/api/trace/entities/component/default/payments-api/chains/change%3Agithub.com%2Fa%2Fb%231',
      'https://portal.example/api/trace/nodes/change%3Agithub.com%2Fa%2Fb%231',
    ]);
  });

  it('reads sources and deliveries and replays', async () => {
    const { client, requests } = clientWith(ok);
    await client.getSources();
    await client.getDeliveries({ source: 'github', status: 'failed' });
    await client.replayDelivery('17');
    expect(requests).toEqual([
      { url: 'https://portal.example/api/trace/sources', method: 'GET' },
      {
        url: 'https://portal.example/api/trace/deliveries?source=github&status=failed',
        method: 'GET',
      },
      {
        url: 'https://portal.example/api/trace/deliveries/17/replay',
        method: 'POST',
      },
    ]);
  });

  it('connects GitHub', async () => {
    const { client, requests } = clientWith(ok);
    await client.getGithubConnection();
    await client.getGithubManifest({
      host: 'github.com',
      page: '/connections/github',
    });
    await client.createGithubApp({ code: 'a', state: 'b' });
    await client.getGithubRepositories({ unclaimed: true });
    const base = 'https://portal.example/api/trace/github';
    expect(requests).toEqual([
      { url: `${base}/connection`, method: 'GET' },
      {
        url: `${base}/manifest?host=github.com&page=%2Fconnections%2Fgithub`,
        method: 'GET',
      },
      { url: `${base}/app`, method: 'POST' },
      { url: `${base}/repositories?unclaimed=true`, method: 'GET' },
    ]);
  });

  it('puts a webhook’s path behind the address of the backend', async () => {
    const { client } = clientWith(ok);
    await expect(
      client.getWebhookUrl('/api/trace/ingest/github'),
    ).resolves.toBe('https://portal.example/api/trace/ingest/github');
  });

  it('tells what the backend refused, and how', async () => {
    const missing = await clientWith(refusal(404, 'NotFoundError'))
      .client.getNode('x')
      .catch(error => error);
    expect(isNotFound(missing)).toBe(true);
    expect(isNotAllowed(missing)).toBe(false);
    expect(errorText(missing)).toBe('No such thing');

    const denied = await clientWith(refusal(403, 'NotAllowedError'))
      .client.getSources()
      .catch(error => error);
    expect(isNotAllowed(denied)).toBe(true);
    expect(isNotFound(denied)).toBe(false);
  });
});
