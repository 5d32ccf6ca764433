import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import examples from '@octokit/webhooks-examples';
import { sign } from '@octokit/webhooks-methods';
import githubModule from '@throughline/plugin-trace-backend-module-github';
import { Knex } from 'knex';
import request from 'supertest';
import { eachEmptyDatabase } from './__testUtils__/databases';
import tracePlugin from './index';

const SECRET = 'examples-secret';

interface Example {
  name: string;
  examples: object[];
}

/** GitHub's own example payloads, each with its event. */
const DELIVERIES = (examples as unknown as Example[]).flatMap(
  ({ name, examples: payloads }) =>
    payloads.map((payload, index) => ({
      event: name,
      id: `${name}-${index}`,
      body: JSON.stringify(payload),
    })),
);

async function untilNothingWaits(knex: Knex): Promise<void> {
  for (;;) {
    const received = await knex('deliveries').where({ status: 'received' });
    const work = await knex('work').select('key');
    if (received.length + work.length === 0) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe("GitHub's example payloads", () => {
  eachEmptyDatabase(
    'are each projected, ignored with a reason or failed with a reason',
    async knex => {
      const backend = await startTestBackend({
        features: [
          tracePlugin,
          githubModule,
          mockServices.database.factory({ knex }),
          catalogServiceMock.factory(),
          mockServices.rootConfig.factory({
            data: { trace: { sources: { github: { secrets: [SECRET] } } } },
          }),
        ],
      });
      expect(DELIVERIES).toHaveLength(329);
      for (const { event, id, body } of DELIVERIES) {
        const answer = await request(backend.server)
          .post('/api/trace/ingest/github')
          .set('content-type', 'application/json')
          .set('x-github-event', event)
          .set('x-github-delivery', id)
          .set('x-hub-signature-256', await sign(SECRET, body))
          .send(body);
        expect({ id, status: answer.status, body: answer.body }).toEqual({
          id,
          status: 202,
          body: { deliveryId: id, duplicate: false },
        });
      }
      await untilNothingWaits(knex);
      await backend.stop();

      const rows: Array<{
        delivery_id: string;
        status: string;
        reason: string;
      }> = await knex('deliveries').select('delivery_id', 'status', 'reason');
      expect(rows).toHaveLength(329);
      const unexplained = rows.filter(
        ({ status, reason }) =>
          !(status === 'projected' || (status !== 'received' && reason)),
      );
      expect(unexplained).toEqual([]);
      const failed = rows.filter(({ status }) => status === 'failed');
      expect(failed).toEqual([]);
      expect(rows.filter(({ status }) => status === 'projected').length).toBe(
        94,
      );
    },
  );
});
