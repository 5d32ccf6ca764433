import { InputError } from '@backstage/errors';
import {
  change,
  commit,
  deployment,
  history,
  incident,
  normalise,
  requestOf,
  ticket,
} from './__testUtils__/bodies';
import { MAX_ITEMS } from './bodies/commits';
import { restConnector } from './restConnector';

const identify = restConnector.identify;
const idOf = async (...request: Parameters<typeof requestOf>) =>
  (await identify(requestOf(...request))).deliveryId;

describe('verify', () => {
  it('wants one of the secrets as a bearer token', async () => {
    const request = requestOf('', { authorization: 'Bearer right' });
    expect(await restConnector.verify(request, ['old', 'right'])).toBe(true);
    expect(await restConnector.verify(request, ['other'])).toBe(false);
    expect(await restConnector.verify(requestOf(''), [''])).toBe(false);
  });
});

describe('identify', () => {
  it('files a body under its type', async () => {
    expect(await identify(requestOf(deployment()))).toEqual({
      deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/),
      event: 'deployment',
    });
    expect((await identify(requestOf(history()))).event).toBe('commits');
  });

  it('recognises the same body, and tells others apart', async () => {
    const same = await idOf(deployment());
    expect(await idOf(deployment())).toBe(same);
    expect(await idOf(deployment({ environment: 'production' }))).not.toBe(
      same,
    );
  });

  it('takes the id that the sender gives, in the header before the body', async () => {
    const body = deployment({ deliveryId: 'run-1/deploy' });
    expect(await idOf(body)).toBe('run-1/deploy');
    const header = 'x-throughline-delivery';
    expect(await idOf(body, { [header]: 'run-2' })).toBe('run-2');
    await expect(idOf(body, { [header]: 'a b' })).rejects.toThrow(InputError);
  });

  it.each([
    [Buffer.from([0xff]), 'The body is not UTF-8'],
    [Buffer.from('{'), /^The body is not JSON at position 1$/],
    [Buffer.from('['.repeat(100_000)), /^The body is not JSON$/],
    // The parser would quote what is around it.
    [Buffer.from('{"title": Secret plan}'), /^The body is not JSON$/],
    [[deployment()], 'The body must be a JSON object'],
    [null, 'The body must be a JSON object'],
    [
      {},
      'The field "type" is missing; expected one of change, commits, deployment, incident, ticket',
    ],
    [
      { type: 7 },
      'The field "type" is no name of a type; expected one of change, commits, deployment, incident, ticket',
    ],
  ])('refuses %p', async (body, message) => {
    await expect(identify(requestOf(body))).rejects.toThrow(message);
    await expect(identify(requestOf(body))).rejects.toBeInstanceOf(InputError);
  });

  it.each([
    [
      { repository: undefined },
      'The field "repository" is missing; expected host/owner/name, e.g. github.com/acme/shop',
    ],
    [
      { repository: 'shop' },
      'The field "repository" is "shop"; expected host/owner/name, e.g. github.com/acme/shop',
    ],
    [
      { sha: 'main' },
      'The field "sha" is "main"; expected the full hash of a commit, 40 or 64 hex digits',
    ],
    [
      { environment: ' ' },
      'The field "environment" is " "; expected the name of an environment, 1 to 1000 characters on one line',
    ],
    [
      { environment: null },
      'The field "environment" is null; expected the name of an environment, 1 to 1000 characters on one line',
    ],
    [
      { service: 'x\ny' },
      'The field "service" is "x\\ny"; expected the name of a service, 1 to 200 characters on one line',
    ],
    [
      { version: ['1'] },
      'The field "version" is a list of 1; expected a version, 1 to 200 characters on one line',
    ],
    [
      { state: 'done' },
      'The field "state" is "done"; expected one of queued, waiting, running, success, failure, inactive',
    ],
    [
      { at: '2026-03-01 10:00' },
      'The field "at" is "2026-03-01 10:00"; expected a time with its zone, e.g. 2026-03-01T10:00:00Z',
    ],
    [
      { url: 'https://me:secret@ci' },
      'The field "url" is a text of 20 characters; expected the address of a page, https://…',
    ],
    [
      { id: 'a/b' },
      'The field "id" is "a/b"; expected an id of 1 to 200 letters, digits and . _ ~ : -',
    ],
    [
      { production: 'yes' },
      'The field "production" is "yes"; expected true or false',
    ],
    [
      { deliveryId: 'a b' },
      'The field "deliveryId" is "a b"; expected 1 to 200 printable ASCII characters and no spaces',
    ],
    [
      { enviroment: 'x' },
      'The field "enviroment" is not known; known are type, deliveryId, id, repository, sha, environment, production, service, version, state, at, url',
    ],
  ])(
    'refuses a deployment with %j, naming the field',
    async (more, message) => {
      await expect(
        identify(requestOf({ ...deployment(), ...more })),
      ).rejects.toThrow(new InputError(message));
    },
  );

  it.each([
    [
      { commits: [commit('a'), { ...commit('b'), parents: ['x'] }] },
      'The field "commits[1].parents[0]" is "x"; expected the full hash of a commit, 40 or 64 hex digits',
    ],
    [
      { commits: {} },
      'The field "commits" is an object; expected a list of commits',
    ],
    [
      { commits: Array.from({ length: MAX_ITEMS + 1 }, () => commit('a')) },
      'The field "commits" is a list of 1001; expected at most 1000 commits',
    ],
    [
      { commits: [commit('a', { email: 'a@example.com' })] },
      'The field "commits[0].email" is not known',
    ],
    [
      { commits: [commit('a', { paths: Array(301).fill('x') })] },
      'The field "commits[0].paths" is a list of 301; expected at most 300 paths',
    ],
    [
      { tags: [{ name: 'v1', commit: 'b'.repeat(40) }] },
      'The field "tags[0].at" is missing; expected a time with its zone, e.g. 2026-03-01T10:00:00Z',
    ],
  ])('refuses a history, naming the field: %#', async (more, message) => {
    await expect(identify(requestOf(history(more)))).rejects.toThrow(
      new InputError(message),
    );
  });

  it('takes as many commits as it says', async () => {
    const commits = Array.from({ length: MAX_ITEMS }, () => commit('a'));
    expect((await identify(requestOf(history({ commits })))).event).toBe(
      'commits',
    );
  });

  it('keeps a long value out of its message', async () => {
    await expect(
      identify(requestOf(deployment({ sha: 'x'.repeat(10_000) }))),
    ).rejects.toThrow(/^The field "sha" is "x{59}…; expected/);
  });
});

describe('a type that is not known', () => {
  const body = { type: 'sprint', id: 7 };

  it('is stored', async () => {
    expect((await identify(requestOf(body))).event).toBe('sprint');
  });

  it('stays as failed, with its reason', async () => {
    await expect(normalise(body)).rejects.toMatchObject({
      name: 'NormaliseError',
      path: 'type',
      message:
        'The field "type" is "sprint"; this version of the portal knows one of change, commits, deployment, incident, ticket',
    });
  });
});

describe('normalise', () => {
  it('names the field of what an earlier version may have let in', async () => {
    await expect(normalise(deployment({ sha: 'main' }))).rejects.toMatchObject({
      name: 'NormaliseError',
      path: 'sha',
    });
    await expect(normalise(Buffer.from('{'))).rejects.toMatchObject({
      name: 'NormaliseError',
      path: 'body',
    });
  });

  it('ignores a history of nothing, with its reason', async () => {
    expect(await normalise(history({ commits: [], tags: [] }))).toEqual({
      outcome: 'ignored',
      reason: 'It holds nothing.',
    });
  });
});

describe('speaksOf', () => {
  const spoken = async (body: unknown) =>
    (await restConnector.speaksOf!(requestOf(body)))!.map(
      ({ of, field }) => `${of} ${field}`,
    );

  it('names what each type of body speaks of', async () => {
    expect(await spoken(change())).toEqual(['repository repository']);
    expect(await spoken(deployment({ service: 'cart' }))).toEqual([
      'deployment service',
    ]);
    expect(await spoken(deployment())).toEqual(['deployment repository']);
    expect(await spoken(ticket())).toEqual(['ticket key']);
    expect(await spoken(incident())).toEqual([
      'ticket key',
      'repository causedBy[0]',
      'repository causedBy[1]',
    ]);
  });

  it('believes no paths: a hash may be anybody’s in the repository', async () => {
    expect(await spoken(history({ tags: [] }))).toEqual(['repository commits']);
    expect(await spoken(history({ commits: [] }))).toEqual(['repository tags']);
    expect(await spoken(history())).toEqual([
      'repository commits',
      'repository tags',
    ]);
    expect(await spoken(history({ commits: [], tags: [] }))).toEqual([
      'repository repository',
    ]);
  });

  it('takes an id for that of any deployment in the repository', async () => {
    expect(await spoken(deployment({ service: 'cart', id: 812 }))).toEqual([
      'repository id',
    ]);
  });

  it('cannot say it of a type that it does not know', async () => {
    const request = requestOf({ type: 'weather' });
    expect(await restConnector.speaksOf!(request)).toBeUndefined();
  });
});
