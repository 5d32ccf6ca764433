import { mockCredentials } from '@backstage/backend-test-utils';
// The plugin this is a module of.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tracePlugin from '@throughline/plugin-trace-backend';
import traceModuleRest from '@throughline/plugin-trace-backend-module-rest';
import { ChainsResponse } from '@throughline/plugin-trace-common';
import {
  databaseTests,
  shopOf,
  startTraceBackend,
} from '@throughline/test-kit';
import { Knex } from 'knex';
import { event, Event, structured } from './__testUtils__/events';
import traceModuleCdevents from './index';

const { eachEmptyDatabase } = databaseTests(
  '@throughline/plugin-trace-backend',
);

const TOKEN = 'only-for-tests';
const REPOSITORY = 'git.example.com/acme/shop';
const FIRST = 'a'.repeat(40);
const SECOND = 'b'.repeat(40);
const IMAGES = {
  [FIRST]: `pkg:oci/shop@sha256:${'1'.repeat(64)}`,
  [SECOND]: `pkg:oci/shop@sha256:${'2'.repeat(64)}`,
};

const at = (time: string) => ({ timestamp: `2026-03-01T${time}:00Z` });

const packaged = (sha: string, time: string) =>
  event(
    'artifact.packaged.0.3.0',
    IMAGES[sha],
    { change: { id: sha, source: `https://${REPOSITORY}` } },
    at(time),
  );

const service = (what: string, sha: string, time: string) =>
  event(
    `service.${what}.0.3.0`,
    'shop',
    { environment: { id: 'production' }, artifactId: `${IMAGES[sha]}?tag=v1` },
    at(time),
  );

const commit = (sha: string, parents: string[]) => ({
  sha,
  parents,
  authorName: 'Person A',
  authoredAt: '2026-02-28T10:00:00Z',
  committedAt: '2026-02-28T10:00:00Z',
  message: `Commit ${sha[0]}`,
  paths: ['src/cart.ts'],
  pathsTruncated: false,
  onDefaultBranch: true,
  onMainline: true,
});

async function startPortal(knex: Knex) {
  const backend = await startTraceBackend({
    knex,
    features: [tracePlugin, traceModuleCdevents, traceModuleRest],
    entities: [shopOf(REPOSITORY)],
    config: {
      trace: {
        sources: {
          cdevents: { secrets: [TOKEN] },
          rest: { secrets: [TOKEN] },
        },
      },
    },
  });
  const url = `${backend.url}/api/trace`;
  const post = (
    door: string,
    headers: Record<string, string>,
    body: string,
    token = TOKEN,
  ) =>
    fetch(`${url}/ingest/${door}`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${token}` },
      body,
    });
  return {
    stop: () => backend.stop(),
    send: (of: Event, token?: string) => {
      const { headers, body } = structured(of);
      const type = String(headers['content-type']);
      return post('cdevents', { 'content-type': type }, `${body}`, token);
    },
    commits: (...commits: unknown[]) =>
      post(
        'rest',
        { 'content-type': 'application/json' },
        JSON.stringify({ type: 'commits', repository: REPOSITORY, commits }),
      ),
    /** Of the commits' changes, where each is once all that came is worked on. */
    async places(): Promise<Record<string, string>> {
      await backend.settled();
      const answer = await fetch(
        `${url}/entities/component/default/shop/chains`,
        { headers: { authorization: mockCredentials.user.header() } },
      );
      const { items } = (await answer.json()) as ChainsResponse;
      return Object.fromEntries(
        items.map(({ title, environments }) => [
          title,
          environments.find(({ release }) => !release)?.state ?? 'nowhere',
        ]),
      );
    },
  };
}

describe('a delivery that only CDEvents tell of', () => {
  eachEmptyDatabase(
    'is refused while it is wrong, and reaches the changes in the artifact',
    async knex => {
      const portal = await startPortal(knex);
      try {
        expect(
          (await portal.commits(commit(FIRST, []), commit(SECOND, [FIRST])))
            .status,
        ).toBe(202);
        const broken = service('deployed', FIRST, '10:00');
        expect((await portal.send(broken, 'wrong')).status).toBe(401);
        delete broken.subject.content.environment;
        const refused = await portal.send(broken);
        expect([refused.status, await refused.json()]).toMatchObject([
          400,
          {
            error: {
              name: 'InputError',
              message: 'The field "subject.content.environment" is missing',
            },
          },
        ]);

        const story = [
          service('deployed', FIRST, '10:00'),
          packaged(FIRST, '09:00'),
          service('upgraded', SECOND, '11:00'),
          packaged(SECOND, '09:30'),
        ];
        for (const of of story)
          expect((await portal.send(of)).status).toBe(202);
        expect(await portal.places()).toEqual({
          'Commit a': 'baseline',
          'Commit b': 'live',
        });

        // The same event again is none, the same artifact again is one.
        const again = await portal.send(story[2]);
        expect(await again.json()).toMatchObject({ duplicate: true });
        await portal.send(service('deployed', SECOND, '12:00'));
        await portal.places();
        expect(
          await knex('nodes').where({ kind: 'deployment' }).pluck('key'),
        ).toHaveLength(3);

        await portal.send(service('rolledback', FIRST, '13:00'));
        expect(await portal.places()).toMatchObject({
          'Commit b': 'rolled-back',
        });
      } finally {
        await portal.stop();
      }
    },
  );
});
