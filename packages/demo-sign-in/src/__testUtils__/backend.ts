import { DemoStatus, DemoTeam } from '../api/demoApi';

/** Two small teams. */
export const teams: DemoTeam[] = [
  {
    name: 'team-browse',
    title: 'Browse',
    people: [
      { name: 'demo-ada', displayName: 'Ada (demo)', role: 'Team lead' },
      {
        name: 'demo-farah',
        displayName: 'Farah (demo)',
        role: 'Search engineer',
      },
    ],
  },
  {
    name: 'team-payments',
    title: 'Payments',
    people: [
      { name: 'demo-rosa', displayName: 'Rosa (demo)', role: 'Team lead' },
    ],
  },
];

/** A token that expires in an hour, signed by nobody. */
function token(): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return `e30.${window.btoa(JSON.stringify({ exp }))}.x`;
}

/** Answers of the backend, by the end of the path. */
export interface Answers {
  people?(): DemoTeam[] | undefined;
  status?(): DemoStatus | undefined;
  signIn?(person: string | null): boolean;
}

function answer(body: unknown, status: number = 200): Response {
  return {
    ok: status < 400,
    status,
    statusText: String(status),
    headers: new Headers({ 'content-type': 'application/json' }),
    json: async () => body,
    text: async () => JSON.stringify(body),
  } as Response;
}

const REFUSED = { error: { name: 'AuthenticationError', message: 'refused' } };

/** Stands for the backend in `fetch`; undefined answers are a 503. */
export function answerWith(answers: Answers): jest.Mock {
  const busy = { error: { name: 'Error', message: 'busy' } };
  const backend = jest.fn(async (url: string, init?: RequestInit) => {
    if (url.endsWith('/people')) {
      const people = answers.people?.();
      return people ? answer({ teams: people }) : answer(busy, 503);
    }
    if (url.endsWith('/status')) {
      const status = answers.status?.();
      return status ? answer(status) : answer(busy, 503);
    }
    const person = new Headers(init?.headers).get('x-demo-person');
    if (!answers.signIn?.(person)) return answer(REFUSED, 401);
    return answer({
      profile: { displayName: person },
      backstageIdentity: {
        token: token(),
        identity: {
          type: 'user',
          userEntityRef: `user:default/${person}`,
          ownershipEntityRefs: [`user:default/${person}`],
        },
      },
    });
  });
  global.fetch = backend as unknown as typeof fetch;
  return backend;
}
