import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { ContextSection } from '@throughline/plugin-context-common';
import express from 'express';
import request from 'supertest';
import { createContextRouter } from './createContextRouter';

const section: ContextSection = {
  entityRef: 'component:default/a',
  sectionId: 'rota',
  title: 'On call',
  permission: { name: 'rota.read' },
  asOf: '2026-11-01T08:00:00.000Z',
  status: 'ok',
  headline: 'Somebody is on call',
  facts: [],
  attention: [],
  links: [],
};

const asPlugin = (id: string) =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(`plugin:${id}`),
    targetPluginId: 'rota',
  });

function ask(
  body: string | object,
  options: { as?: string; readSections?: jest.Mock } = {},
) {
  const { as = asPlugin('context'), readSections = jest.fn() } = options;
  const app = express()
    .use(
      createContextRouter({
        httpAuth: mockServices.httpAuth({
          pluginId: 'rota',
          defaultCredentials: mockCredentials.none(),
        }),
        readSections,
      }),
    )
    .use(mockErrorHandler());
  return request(app)
    .post('/context')
    .set('authorization', as)
    .type('json')
    .send(body);
}

const refs = (count: number) =>
  [...Array(count).keys()].map(n => `component:default/${n}`);

describe('createContextRouter', () => {
  it('answers the context plugin, asking once for each entity', async () => {
    const readSections = jest.fn(async () => [section]);
    const { status, body } = await ask(
      { entityRefs: [section.entityRef, section.entityRef] },
      { readSections },
    );
    expect({ status, body }).toEqual({
      status: 200,
      body: { items: [section] },
    });
    expect(readSections).toHaveBeenCalledWith([section.entityRef]);
  });

  it.each([
    [401, 'nobody', mockCredentials.none.header()],
    [403, 'a user', mockCredentials.user.header()],
    [403, 'another plugin', asPlugin('trace')],
    [403, 'an external service', mockCredentials.service.header()],
  ])('answers %d to %s', async (status, _who, as) => {
    const readSections = jest.fn(async () => [section]);
    const body = { entityRefs: [section.entityRef] };
    expect((await ask(body, { as, readSections })).status).toBe(status);
    expect(readSections).not.toHaveBeenCalled();
  });

  it.each([
    [{}, 'entityRefs: expected a list'],
    [{ entityRefs: [] }, 'entityRefs: expected 1 to 100'],
    [{ entityRefs: refs(101) }, 'entityRefs: expected 1 to 100'],
    [{ entityRefs: [''] }, 'entityRefs.0: '],
    ['[]', 'expected'],
  ])('names the field of what it cannot use: %#', async (body, message) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it('takes as many refs, as long as they may be', async () => {
    const entityRefs = refs(100).map(each => each.padEnd(500, 'x'));
    const readSections = jest.fn(async () => []);
    const { status } = await ask({ entityRefs }, { readSections });
    expect(status).toBe(200);
    expect(readSections).toHaveBeenCalledWith(entityRefs);
  });

  it('passes on that something failed', async () => {
    const readSections = jest.fn(async () => {
      throw new Error('out of order');
    });
    const body = { entityRefs: [section.entityRef] };
    expect((await ask(body, { readSections })).status).toBe(500);
  });
});
