import {
  addToken,
  fullName,
  generateOrganisation,
  GithubPlayer,
  historyOf,
  LoggedRequest,
  Organisation,
  startGithubPlayer,
} from '@throughline/github-player';
import { Figure, figureOf, ratioAtMost } from '../figures/figure';
import { Bench } from '../harness/Bench';
import { Call, replayCalls } from '../harness/CallReplay';
import { Portal } from '../harness/Portal';
import { until, whenOver } from '../harness/processes';

const PAGE = 100;
const REPOSITORIES = 4;
const WITHIN_MS = 300_000;

interface Sources {
  items: Array<{
    id: string;
    histories: Array<{
      repository: string;
      state: string;
      completedAt?: string;
      message?: string;
    }>;
  }>;
}

/**
 * How many calls full pages take, each kind of thing asked for alone. What a
 * commit without a pull request changed is told one commit at a time only.
 */
function fewestCalls({ repositories }: Organisation): number {
  return repositories
    .map(repository => {
      const { branches, defaultBranch, pulls } = repository;
      const history = historyOf(repository, branches.get(defaultBranch)!);
      const landed = new Set(
        pulls.flatMap(({ commits, mergeSha }) => [...commits, mergeSha]),
      );
      const direct = history.filter(
        ({ sha, parents }) => !landed.has(sha) && parents.length < 2,
      );
      const pages = [
        pulls,
        history,
        repository.runs,
        repository.deployments,
        repository.issues,
        repository.releases,
        repository.tags,
      ].map(list => Math.max(1, Math.ceil(list.length / PAGE)));
      return direct.length + pages.reduce((sum, count) => sum + count, 0);
    })
    .reduce((sum, count) => sum + count, 0);
}

/** Waits until every repository is read. @returns milliseconds since 1970 */
async function imported(portal: Portal, names: string[]): Promise<number> {
  const ends = await until(
    'The import',
    async () => {
      const sources = await portal.get<Sources>('/api/trace/sources');
      const histories =
        sources?.items.find(({ id }) => id === 'github')?.histories ?? [];
      const failed = histories.find(({ state }) => state === 'failed');
      if (failed) throw new Error(`${failed.repository}: ${failed.message}`);
      const done = histories.flatMap(({ completedAt }) => completedAt ?? []);
      return done.length === names.length && done;
    },
    { withinMs: WITHIN_MS, everyMs: 250 },
  );
  return Math.max(...ends.map(end => Date.parse(end)));
}

/** The repository a call was about. */
function subjectOf({ path, variables = {} }: LoggedRequest): string {
  const { owner, name, login } = variables;
  return name ? `${owner}/${name}` : `${login ?? path.split('/', 4).join('/')}`;
}

/** The same calls, each repository's one after the other. */
function callsOf({ url, organisation, requests }: GithubPlayer): Call[][] {
  const headers = {
    // Another one, which has used up nothing of its limit.
    authorization: `Bearer ${addToken(organisation).value}`,
    'content-type': 'application/json',
  };
  const bySubject = new Map<string, Call[]>();
  for (const request of requests) {
    const { method, path, query, document, variables } = request;
    const subject = subjectOf(request);
    bySubject.set(subject, [
      ...(bySubject.get(subject) ?? []),
      {
        method,
        url: `${url}${path}${query && `?${query}`}`,
        headers,
        body: document && JSON.stringify({ query: document, variables }),
      },
    ]);
  }
  return [...bySubject.values()];
}

async function importOnce(bench: Bench, player: GithubPlayer): Promise<number> {
  const { organisation, host } = player;
  const names = organisation.repositories.map(
    repository => `${host}/${fullName(repository)}`,
  );
  const portal = await bench.data.portalOn('import', undefined, {
    config: {
      integrations: {
        github: [
          {
            host: player.host,
            apiBaseUrl: player.url,
            token: player.token.value,
          },
        ],
      },
      trace: {
        github: {
          import: { repositories: names, concurrency: REPOSITORIES },
        },
      },
    },
  });
  try {
    const ended = await imported(portal, names);
    return ended - player.requests[0].at;
  } finally {
    await bench.data.discard(portal);
  }
}

/**
 * Importing changes with reviews and checks from a local server that answers as
 * GitHub does, against the same calls made and their answers thrown away.
 */
export async function importing(bench: Bench): Promise<Figure[]> {
  const changes = bench.scale.runs > 2 ? 2_000 : 200;
  const organisation = generateOrganisation({
    repositories: REPOSITORIES,
    changes,
    days: 80,
  });
  const times = { ours: [] as number[], yardstick: [] as number[] };
  const calls: number[] = [];
  for (let run = 0; run < bench.scale.runs; run += 1) {
    // A new one each time: its limit is an hour's, as GitHub's is.
    const player = await startGithubPlayer({ organisation });
    const stop = whenOver(() => player.close());
    times.ours.push(await importOnce(bench, player));
    calls.push(player.requests.length);
    times.yardstick.push(await replayCalls(callsOf(player)));
    await stop();
  }
  const fewest = fewestCalls(organisation);
  return [
    figureOf({
      id: 'import-calls',
      unit: 'calls',
      runs: { ours: calls, yardstick: calls.map(() => fewest) },
      against: 'fewest with full pages',
      target: ratioAtMost(1.2),
    }),
    figureOf({
      id: 'import-time',
      unit: 'ms',
      runs: times,
      against: 'same calls thrown away',
      target: ratioAtMost(1.5),
    }),
  ];
}
