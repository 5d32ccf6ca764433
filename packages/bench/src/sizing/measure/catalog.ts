import { fileOf } from '../../deliveries/catalog';
import { OWNER } from '../../deliveries/demo';
import { nameOf, Workload } from './workload';

/** A catalog file with a component for each repository of the workloads. */
export function catalogOf(
  workloads: Pick<Workload, 'name' | 'developers'>[],
): string {
  const names = workloads.flatMap(({ name, developers }) =>
    Array.from({ length: developers }, (_, index) => nameOf(name, index)),
  );
  return fileOf(
    names.map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        annotations: { 'github.com/project-slug': `${OWNER}/${name}` },
      },
      spec: { type: 'service', lifecycle: 'production', owner: 'bench-team' },
    })),
  );
}
