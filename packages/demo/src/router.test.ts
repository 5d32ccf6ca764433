import { mockErrorHandler } from '@backstage/backend-test-utils';
import { wrapServer } from '@backstage/backend-openapi-utils/testUtils';
import express from 'express';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import { LoadingStatus } from './loader/Loader';
import { createRouter } from './router';

const openapi = parse(
  readFileSync(join(__dirname, 'schema/openapi.yaml'), 'utf8'),
);

async function serve(status?: () => LoadingStatus) {
  const app = express();
  // Where wrapServer reads what to hold the answers to.
  app.get('/openapi.json', (_request, response) => {
    response.json(openapi);
  });
  app.use(createRouter(status));
  app.use(mockErrorHandler());
  // IPv4 only: machines whose hosts file has no IPv6 localhost exist, and the
  // proxy of wrapServer prefers IPv6 when the server listens on both.
  const { address } = await wrapServer(
    Object.assign(app, {
      listen: (port: number) => createServer(app).listen(port, '127.0.0.1'),
    }),
  );
  return request(new URL(String(address())).origin);
}

const sending: LoadingStatus = {
  enabled: true,
  state: 'sending',
  sent: 12,
  total: 40,
  startedAt: '2026-06-10T08:00:00.000Z',
};

describe('routes of the demo plugin', () => {
  it('are all in openapi.yaml, and nothing else is', () => {
    const documented = Object.entries(openapi.paths).flatMap(
      ([path, methods]) =>
        Object.keys(methods as object).map(method => `${method} ${path}`),
    );
    const routes = createRouter(() => sending).stack.flatMap(({ route }) =>
      route
        ? route.stack.map(
            ({ method }: { method: string }) => `${method} ${route.path}`,
          )
        : [],
    );
    expect(routes.sort()).toEqual(documented.sort());
  });

  it('say how far the demo is loaded', async () => {
    const server = await serve(() => sending);
    const { status, body } = await server.get('/status');
    expect(status).toBe(200);
    expect(body).toEqual(sending);
  });

  it('say that the demo is not enabled', async () => {
    const server = await serve();
    const answer = await server.get('/status');
    expect(answer.body).toMatchObject({ enabled: false, sent: 0, total: 0 });
    expect((await server.get('/people')).status).toBe(404);
  });

  it('offer everybody, team by team', async () => {
    const server = await serve(() => sending);
    const { body } = await server.get('/people');
    const sizes = body.teams.map((team: { people: unknown[] }) => team.people);
    expect(sizes.map((people: unknown[]) => people.length)).toEqual([
      9, 8, 7, 3, 3,
    ]);
    expect(body.teams[0].people[0]).toEqual({
      name: 'demo-ada',
      displayName: 'Ada (demo)',
      role: 'Team lead',
    });
  });
});
