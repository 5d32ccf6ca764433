import { DemoRepository } from './demo';

/** How many repositories, each with one component, a series writes to. */
export const REPOSITORIES_OF_SERIES = 10;

/** Series there is room for in the catalog. */
export const SERIES = 20;

const LANGUAGES = ['TypeScript', 'Kotlin', 'Go', 'Java'];
const METHODS = ['squash', 'merge', 'rebase'] as const;
const TEAMS = ['team-browse', 'team-checkout', 'team-payments'];

/** Name of a repository and of the component in it. */
export function repositoryName(index: number): string {
  return `bench-${String(index).padStart(3, '0')}`;
}

/**
 * A repository of one service, owned and merged as its number says.
 *
 * @param parts - how many files it has
 */
export function repositoryOfOne(
  name: string,
  index: number,
  { language, parts }: { language: string; parts: number },
): DemoRepository {
  return {
    name,
    description: 'Made up for measuring (demo)',
    language,
    team: TEAMS[index % TEAMS.length],
    services: [{ name, deployedAs: name, folder: '' }],
    files: Array.from({ length: parts }, (_, n) => `src/part${n}/code.ts`),
    features: ['orders', 'prices', 'stock'],
    tickets: 'issues',
    merge: METHODS[index % METHODS.length],
    trainEvery: 1,
    releases: false,
    changes: 0,
    routineUntil: 0,
  };
}

/** The repositories of a series. Series share none, so nothing is sent twice. */
export function repositoriesOf(series: number): DemoRepository[] {
  if (series < 0 || series >= SERIES) {
    throw new Error(`There are series 0 to ${SERIES - 1}, not ${series}`);
  }
  return Array.from({ length: REPOSITORIES_OF_SERIES }, (_, position) => {
    const index = series * REPOSITORIES_OF_SERIES + position;
    return repositoryOfOne(repositoryName(index), index, {
      language: LANGUAGES[index % LANGUAGES.length],
      parts: 12,
    });
  });
}
