import { Assumptions } from './assumptions';

/** What the import reads of a repository, a page at a time. */
interface Resource {
  api: 'graphql' | 'rest';
  /** Of GraphQL, the connections in a page: one request for each. */
  requests(pageSize: number): number;
  /** Entries of a repository and working day. */
  perDay(assumed: Assumptions): number;
  /** Asked in every run; others only when something of the kind is new. */
  always?: boolean;
  /** Items of the first page of a run that looks for what is new. */
  firstPage?: number;
  /** Working days that such a run reads again besides. */
  overlapDays?: number;
}

const PAGE = 100;

const pullsOf = (assumed: Assumptions) =>
  assumed.pullRequestsPerDeveloperDay / assumed.repositoriesPerDeveloper;

const deploymentsOf = (assumed: Assumptions) =>
  pullsOf(assumed) * assumed.mergedShare +
  assumed.productionDeploymentsPerRepositoryDay;

/** As the queries of trace-backend-module-github ask for them. */
const RESOURCES: readonly Resource[] = [
  // What the repository is, and the newest of each kind, once a run.
  { api: 'graphql', requests: () => 5, perDay: () => 0, always: true },
  // Pull requests. Below each: labels, requested reviews, when it became ready,
  // reviews, files, commits, head, its check suites; parents of 100 commits;
  // and check runs of 20 suites.
  {
    api: 'graphql',
    requests: size => 1 + size * (8 + 100 + 20),
    perDay: pullsOf,
    firstPage: 10,
  },
  // Commits of the default branch, with parents, pull requests, check suites
  // and check runs of 20 of them.
  {
    api: 'graphql',
    requests: size => 1 + size * (3 + 20),
    perDay: assumed =>
      pullsOf(assumed) *
      assumed.mergedShare *
      assumed.pushesPerPullRequest *
      assumed.commitsPerPush,
    firstPage: 10,
    overlapDays: 5,
  },
  // Issues, with labels.
  {
    api: 'graphql',
    requests: size => 1 + size,
    perDay: assumed => pullsOf(assumed) * assumed.issuesPerPullRequest,
  },
  // Releases, and tags.
  { api: 'graphql', requests: () => 1, perDay: () => 0 },
  { api: 'graphql', requests: () => 1, perDay: () => 0 },
  // Deployments, and their statuses.
  { api: 'rest', requests: () => 1, perDay: deploymentsOf, always: true },
  { api: 'graphql', requests: size => size, perDay: deploymentsOf },
  // Workflow runs.
  {
    api: 'rest',
    requests: () => 1,
    perDay: assumed =>
      pullsOf(assumed) *
      (assumed.pushesPerPullRequest + assumed.mergedShare) *
      assumed.workflowsPerPush,
    always: true,
  },
];

/**
 * Points of a page: its requests by 100, at least one.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
const pointsOf = ({ requests }: Resource, size: number) =>
  Math.max(1, Math.round(requests(size) / 100));

/** Sizes of the pages that so many items take: each twice the one before. */
function pagesOf(items: number, first: number = PAGE): number[] {
  const sizes: number[] = [];
  let size = first;
  let read = 0;
  do {
    sizes.push(size);
    read += size;
    size = Math.min(PAGE, size * 2);
  } while (read < items);
  return sizes;
}

/** What may be asked in an hour. */
export interface Limits {
  graphqlPoints: number;
  restCalls: number;
}

/**
 * GitHub's published limits, for an installation of an app.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function limitsOf(
  repositories: number,
  developers: number,
): { organisation: Limits; enterprise: Limits } {
  const more =
    50 * (Math.max(0, repositories - 20) + Math.max(0, developers - 20));
  const organisation = Math.min(12_500, 5_000 + more);
  return {
    organisation: { graphqlPoints: organisation, restCalls: organisation },
    enterprise: { graphqlPoints: 10_000, restCalls: 15_000 },
  };
}

/** What is asked, and what it costs. */
export interface ApiCost {
  graphqlCalls: number;
  graphqlPoints: number;
  restCalls: number;
}

/** What reading from GitHub's API comes to. */
export interface ApiCalls {
  repositories: number;
  /** One reconciliation of all repositories with nothing new in any. */
  quiet: ApiCost;
  /** One with something new of every kind in all of them: more than is usual. */
  busy: ApiCost;
  /** Calls of a day, when it runs every hour: at least, and at most. */
  perDay: { quiet: number; busy: number };
  /** Of the first import. */
  imported: ApiCost;
  /** Hours the first import takes by the limits alone, the whole of them. */
  importHours: { organisation: number; enterprise: number };
  /** Hours between two busy runs, so that they take at most half of the limits. */
  frequencyHours: { organisation: number; enterprise: number };
}

/** Days that the first import reaches back, `trace.github.import.days`. */
const IMPORT_DAYS = 90;

function costOf(
  repositories: number,
  sizesOf: (resource: Resource) => number[],
): ApiCost {
  const cost = { graphqlCalls: 0, graphqlPoints: 0, restCalls: 0 };
  for (const resource of RESOURCES) {
    for (const size of sizesOf(resource)) {
      if (resource.api === 'rest') {
        cost.restCalls += repositories;
      } else {
        cost.graphqlCalls += repositories;
        cost.graphqlPoints += repositories * pointsOf(resource, size);
      }
    }
  }
  return cost;
}

const callsOf = ({ graphqlCalls, restCalls }: ApiCost) =>
  graphqlCalls + restCalls;

const hoursWithin = ({ graphqlPoints, restCalls }: ApiCost, limits: Limits) =>
  Math.max(graphqlPoints / limits.graphqlPoints, restCalls / limits.restCalls);

/** Calls of the API for that many developers. */
export function apiCallsFor(
  developers: number,
  assumed: Assumptions,
): ApiCalls {
  const repositories = Math.ceil(developers * assumed.repositoriesPerDeveloper);
  const limits = limitsOf(repositories, developers);
  const quiet = costOf(repositories, ({ always }) => (always ? [PAGE] : []));
  const busy = costOf(repositories, ({ perDay, firstPage, overlapDays = 0 }) =>
    pagesOf(perDay(assumed) * (1 + overlapDays), firstPage),
  );
  const days = (IMPORT_DAYS * assumed.workingDaysPerYear) / 365;
  const imported = costOf(repositories, ({ perDay }) =>
    pagesOf(perDay(assumed) * days),
  );
  const each = <T>(of: (limits: Limits) => T) => ({
    organisation: of(limits.organisation),
    enterprise: of(limits.enterprise),
  });
  return {
    repositories,
    quiet,
    busy,
    perDay: { quiet: callsOf(quiet) * 24, busy: callsOf(busy) * 24 },
    imported,
    importHours: each(limit => hoursWithin(imported, limit)),
    frequencyHours: each(limit =>
      Math.max(1, Math.ceil(hoursWithin(busy, limit) / 0.5)),
    ),
  };
}
