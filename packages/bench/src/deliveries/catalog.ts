import { READER } from '../harness/StandInForge';
import { OWNER } from './demo';
import { REPOSITORIES_OF_SERIES, repositoryName, SERIES } from './repositories';

/** Components in the catalog: one for each repository there is. */
export const COMPONENTS = SERIES * REPOSITORIES_OF_SERIES;

const apiVersion = 'backstage.io/v1alpha1';

function component(index: number) {
  const name = repositoryName(index);
  return {
    apiVersion,
    kind: 'Component',
    metadata: {
      name,
      title: `Bench ${index}`,
      description: 'Made up for measuring',
      tags: ['bench', `group-${index % 7}`],
      links: [{ url: `https://example.com/${name}`, title: 'Runbook' }],
      annotations: { 'github.com/project-slug': `${OWNER}/${name}` },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'bench-team',
      system: 'bench-system',
      ...(index > 0 && {
        dependsOn: [`component:default/${repositoryName(index - 1)}`],
      }),
    },
  };
}

/** Who reads, and the team that owns. */
const PEOPLE = [
  {
    apiVersion,
    kind: 'Group',
    metadata: { name: 'bench-team' },
    spec: { type: 'team', children: [] },
  },
  {
    apiVersion,
    kind: 'User',
    metadata: { name: READER },
    spec: { memberOf: ['bench-team'] },
  },
];

/** A catalog file with entities and those who read and own them. */
export function fileOf(entities: object[]): string {
  // JSON is YAML as well.
  return [...PEOPLE, ...entities]
    .map(entity => JSON.stringify(entity))
    .join('\n---\n');
}

/**
 * The catalog file of the bench.
 *
 * @param components - how many; there are deliveries of the first 200 only
 */
export function catalogFile(components: number = COMPONENTS): string {
  return fileOf([
    {
      apiVersion,
      kind: 'System',
      metadata: { name: 'bench-system' },
      spec: { owner: 'bench-team' },
    },
    ...Array.from({ length: components }, (_, index) => component(index)),
  ]);
}
