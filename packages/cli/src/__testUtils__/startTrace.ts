import { mockCredentials } from '@backstage/backend-test-utils';
import tracePlugin from '@throughline/plugin-trace-backend';
import junitModule from '@throughline/plugin-trace-backend-module-junit';
import restModule from '@throughline/plugin-trace-backend-module-rest';
import {
  ChainsResponse,
  SourcesResponse,
} from '@throughline/plugin-trace-common';
import { shopOf, startTraceBackend } from '@throughline/test-kit';
import { Knex } from 'knex';

export const SECRET = 'secret-of-the-door';
export const REPOSITORY = 'git.example.com/acme/shop';

/** A portal with the trace plugin and its doors `rest` and `junit`. */
export interface TracePortal {
  url: string;
  /** When everything that came has been worked on. */
  settled(): Promise<void>;
  chains(): Promise<ChainsResponse>;
  sources(): Promise<SourcesResponse>;
  stop(): Promise<void>;
}

/** Starts the trace plugin as it is on a database, with one component. */
export async function startTrace(knex: Knex): Promise<TracePortal> {
  const backend = await startTraceBackend({
    knex,
    features: [tracePlugin, junitModule, restModule],
    entities: [shopOf(REPOSITORY, { 'throughline.dev/ticket-keys': 'PAY' })],
    config: {
      trace: {
        sources: {
          rest: { secrets: ['older', SECRET] },
          junit: { secrets: [SECRET] },
        },
      },
    },
  });
  const { url } = backend;
  const get = async (path: string) => {
    const answer = await fetch(`${url}/api/trace${path}`, {
      headers: { authorization: mockCredentials.user.header() },
    });
    expect(answer.status).toBe(200);
    return answer.json();
  };
  return {
    url,
    settled: () => backend.settled(),
    chains: () => get('/entities/component/default/shop/chains'),
    sources: () => get('/sources'),
    stop: () => backend.stop(),
  };
}
