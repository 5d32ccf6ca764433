import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
// The module is tested in the plugin that it belongs to.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tracePlugin from '@throughline/plugin-trace-backend';
import { databaseTests, startTraceBackend } from '@throughline/test-kit';
import { broughtBy } from '@throughline/test-kit/imports';
import { Knex } from 'knex';
import { createHmac } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import request from 'supertest';
import { CONFIG } from './__testUtils__/deliver';
import { issueEvent, item, SITE, ticket } from './__testUtils__/payloads';
import jiraModule from './index';

const { eachDatabase } = databaseTests('@throughline/plugin-trace-backend');
const SECRET = 'a-secret';

const withConfig = (jira: JsonObject) =>
  broughtBy(jiraModule, { trace: { jira } });

describe('the module', () => {
  it('brings the connector, and histories where there are sites', async () => {
    const without = await withConfig(CONFIG);
    expect(without.connectors).toMatchObject([{ id: 'jira' }]);
    expect(without.groups).toEqual([]);
    const { groups } = await withConfig({
      ...CONFIG,
      sites: [{ baseUrl: SITE, token: 'x' }],
    });
    const signal = new AbortController().signal;
    const listed = await groups[0].list({
      claimedRepositories: async () => [],
      signal,
      logger: mockServices.logger.mock(),
    });
    expect(listed.map(({ id, repository }) => [id, repository])).toEqual([
      ['jira:made-up.atlassian.net/PAY', 'made-up.atlassian.net/PAY'],
      ['jira:made-up.atlassian.net/CHK', 'made-up.atlassian.net/CHK'],
    ]);
  });

  it('does not start with a setting that there is not', async () => {
    await expect(withConfig({ project: ['PAY'] })).rejects.toThrow(
      /trace\.jira\.project is no setting/,
    );
  });
});

/** Everything in the tables that hold what was delivered, as text. */
async function allRows(knex: Knex): Promise<string> {
  const tables = ['deliveries', 'facts', 'nodes', 'edges'];
  const rows = await Promise.all(tables.map(table => knex(table).select()));
  const bodies: Buffer[] = await knex('deliveries').pluck('body');
  const texts = bodies.map(body => inflateSync(body).toString());
  return JSON.stringify([rows, texts]);
}

describe('a signed webhook', () => {
  eachDatabase('is projected, and keeps words of listed ones', async knex => {
    const backend = await startTraceBackend({
      knex,
      features: [tracePlugin, jiraModule],
      entities: [],
      config: {
        trace: { sources: { jira: { secrets: [SECRET] } }, jira: CONFIG },
      },
    });
    const send = (payload: JsonObject, id: string) => {
      const body = JSON.stringify(payload);
      const sum = createHmac('sha256', SECRET).update(body).digest('hex');
      return request(backend.server)
        .post('/api/trace/ingest/jira')
        .set('content-type', 'application/json')
        .set('x-hub-signature', `sha256=${sum}`)
        .set('x-atlassian-webhook-identifier', id)
        .send(body);
    };
    const secret = { summary: 'Forbidden words', labels: ['Forbidden-label'] };
    try {
      const items = [item('status', 'To Do', 'Done')];
      const told = await send(issueEvent('updated', { items }), 'a');
      expect([told.status, told.body.duplicate]).toEqual([202, false]);
      const again = await send(issueEvent('updated', { items }), 'a');
      expect(again.body).toEqual({ deliveryId: 'a', duplicate: true });
      await send(issueEvent('created', { key: 'SEC-9', fields: secret }), 'b');
      await send(
        {
          webhookEvent: 'comment_created',
          issue: ticket({ key: 'SEC-9', fields: secret }),
          comment: { body: 'Forbidden remark' },
        },
        'c',
      );
      await backend.settled();
    } finally {
      await backend.stop();
    }
    expect(
      await knex('deliveries').orderBy('delivery_id').pluck('status'),
    ).toEqual(['projected', 'projected', 'ignored']);
    const everything = await allRows(knex);
    expect(everything).toContain('Captures fail');
    expect(everything).toContain('issue:SEC-9');
    expect(everything).not.toMatch(/Forbidden/);
  });
});
