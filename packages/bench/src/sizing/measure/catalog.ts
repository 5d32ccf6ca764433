import { OWNER } from '../../deliveries/demo';
import { READER } from '../../harness/StandInForge';
import { nameOf, Workload } from './workload';

const apiVersion = 'backstage.io/v1alpha1';

/** A catalog file with a component for each repository of the workloads. */
export function catalogOf(
  workloads: Pick<Workload, 'name' | 'developers'>[],
): string {
  const names = workloads.flatMap(({ name, developers }) =>
    Array.from({ length: developers }, (_, index) => nameOf(name, index)),
  );
  const entities = [
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
    ...names.map(name => ({
      apiVersion,
      kind: 'Component',
      metadata: {
        name,
        annotations: { 'github.com/project-slug': `${OWNER}/${name}` },
      },
      spec: { type: 'service', lifecycle: 'production', owner: 'bench-team' },
    })),
  ];
  // JSON is YAML as well.
  return entities.map(entity => JSON.stringify(entity)).join('\n---\n');
}
