import { repositoriesOf } from '../deliveries/repositories';
import { Figure, figureOf, ratioAtMost } from '../figures/figure';
import { Bench } from '../harness/Bench';
import { DataSet } from '../harness/DataSets';
import { Portal } from '../harness/Portal';
import { readInTurn } from './reads';

/** The last part of a set holds the most, so its entities have most chains. */
function entityOf(dataSet: DataSet): string {
  const { series } = dataSet.parts[dataSet.parts.length - 1];
  return `component/default/${repositoriesOf(series)[0].name}`;
}

const chainsOf = (dataSet: DataSet) =>
  `/api/trace/entities/${entityOf(dataSet)}/chains`;

/** Pages of different length cannot be compared. */
async function assertFull(portal: Portal, path: string): Promise<void> {
  const page = await portal.get<{ items: unknown[]; nextCursor?: string }>(
    path,
  );
  if (!page?.nextCursor) throw new Error(`${path} has no full first page`);
}

/**
 * The first page of an entity's chains, with few and with many deliveries, and
 * against the catalog's own read of that entity.
 */
export async function chain(bench: Bench): Promise<Figure[]> {
  const { small, large } = bench.scale;
  const portals: Portal[] = [];
  try {
    const few = await bench.data.portalOn('chain_small', small);
    portals.push(few);
    const many = await bench.data.portalOn('chain_large', large);
    portals.push(many);
    await assertFull(few, chainsOf(small));
    await assertFull(many, chainsOf(large));
    const runs = await readInTurn(bench, {
      small: { portal: few, path: chainsOf(small) },
      large: { portal: many, path: chainsOf(large) },
      catalog: {
        portal: many,
        path: `/api/catalog/entities/by-name/${entityOf(large)}`,
      },
    });
    return [
      figureOf({
        id: 'first-page-p95-growth',
        unit: 'ms',
        runs: { ours: runs.large, yardstick: runs.small },
        against: `with ${countOf(small)} deliveries`,
        target: ratioAtMost(1.3),
      }),
      figureOf({
        id: 'first-page-p95',
        unit: 'ms',
        runs: { ours: runs.large, yardstick: runs.catalog },
        against: 'catalog by-name',
        target: ratioAtMost(2.5),
      }),
    ];
  } finally {
    for (const portal of portals) await bench.data.discard(portal);
  }
}

function countOf({ parts }: DataSet): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}
