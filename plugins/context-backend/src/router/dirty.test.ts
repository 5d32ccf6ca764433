import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { Due } from '../service/Due';
import { createDirtyRouter } from './dirty';
import { eachDatabase } from '../__testUtils__/databases';
import { prepare, ref } from '../__testUtils__/pulling';

const asPlugin = (id: string) =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(`plugin:${id}`),
    targetPluginId: 'context',
  });

function send(
  body: string | object,
  options: { as?: string; mark?: jest.Mock } = {},
) {
  const { as = asPlugin('trace'), mark = jest.fn() } = options;
  const app = express()
    .use(
      createDirtyRouter({
        config: { plugins: [{ id: 'catalog' }, { id: 'trace' }] },
        httpAuth: mockServices.httpAuth({
          pluginId: 'context',
          defaultCredentials: mockCredentials.none(),
        }),
        due: { mark },
      }),
    )
    .use(mockErrorHandler());
  return request(app)
    .post('/dirty')
    .set('authorization', as)
    .type('json')
    .send(body);
}

const good = { sectionId: 'trace.tests', entityRefs: [ref('a')] };

describe('POST /dirty', () => {
  it('marks the entities for the plugin of the section', async () => {
    const mark = jest.fn();
    const entityRefs = ['Component:Default/A', ref('b')];
    const { status } = await send(
      { sectionId: 'trace.tests', entityRefs },
      { mark },
    );
    expect(status).toBe(202);
    expect(mark).toHaveBeenCalledWith('trace', [ref('a'), ref('b')]);
  });

  it.each([
    [401, 'nobody', mockCredentials.none.header()],
    [403, 'a user', mockCredentials.user.header()],
    [403, 'another plugin', asPlugin('rota')],
  ])('answers %d to %s', async (status, _who, as) => {
    const mark = jest.fn();
    expect((await send(good, { as, mark })).status).toBe(status);
    expect(mark).not.toHaveBeenCalled();
  });

  it.each([
    [{ ...good, sectionId: undefined }, 'sectionId: '],
    [{ ...good, sectionId: '' }, 'sectionId: expected 1 to 200 characters'],
    [{ ...good, entityRefs: [] }, 'entityRefs: expected 1 to 1000'],
    [{ ...good, entityRefs: 'a' }, 'entityRefs: expected 1 to 1000'],
    [
      { ...good, entityRefs: [...Array(1_001).keys()].map(ref) },
      'entityRefs: expected 1 to 1000',
    ],
    [{ ...good, entityRefs: ['a'] }, 'entityRefs.0: expected <kind>'],
    [{ ...good, entityRefs: ['a:b/c\0'] }, 'entityRefs.0: expected no NUL'],
    [{ ...good, entityRefs: [7] }, 'entityRefs.0: '],
    ['[]', 'expected a JSON object'],
    ['null', 'null'],
  ])('names the field of what it cannot use: %j', async (body, message) => {
    const mark = jest.fn();
    const answer = await send(body, { mark });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
    expect(mark).not.toHaveBeenCalled();
  });

  it('takes as many as it says', async () => {
    const entityRefs = [...Array(1_000).keys()].map(n =>
      ref(`${'long'.repeat(15)}-${n}`),
    );
    expect((await send({ ...good, entityRefs })).status).toBe(202);
  });

  it('names a plugin that is not in the config', async () => {
    const answer = await send(
      { ...good, sectionId: 'rota' },
      { as: asPlugin('rota') },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toBe(
      'sectionId: the plugin "rota" is not listed in the config\'s context.plugins',
    );
  });

  eachDatabase('leaves out what the catalog does not have', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    await knex('due').delete();
    const wake = jest.fn();
    const due = new Due({ knex, wake });
    await due.mark('trace', [ref('gone')]);
    expect(wake).not.toHaveBeenCalled();
    await due.mark('trace', [ref('a'), ref('gone'), ref('a')]);
    expect(wake).toHaveBeenCalledWith('trace');
    expect(await knex('due').pluck('entity_ref')).toEqual([ref('a')]);
  });
});
