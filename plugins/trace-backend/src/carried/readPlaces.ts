import { groupBy } from '@throughline/backend-kit';
import { Chain } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesFrom } from '../database/graph/operations/edges';
import { readLines } from '../database/graph/operations/lines';
import { readNodes } from '../database/graph/operations/nodes';
import { readSteps } from '../database/graph/operations/rollouts';
import { environmentOfChange, orderLines } from '../graph/environments';
import { landedAt } from '../graph/landedAt';
import { stepsInEntity } from '../graph/mergeSteps';
import { stageAfterMerge } from '../graph/stages';
import { readCopies } from '../service/projection/copies';

/** Where a change is in an entity. */
export type Place = Pick<
  Chain,
  'environments' | 'stage' | 'stageSince' | 'waiting' | 'settledAt'
>;

/**
 * Where changes are in entities of their repository, whether or not they belong
 * to them: by change, and by entity. What has not landed is nowhere.
 */
export async function readPlaces(
  knex: Knex,
  changes: string[],
  entityRefs: string[],
): Promise<Map<string, Map<string, Place>>> {
  const places = new Map<string, Map<string, Place>>();
  if (changes.length === 0 || entityRefs.length === 0) return places;
  const nodes = [...(await readNodes(knex, changes)).values()];
  const edges = groupBy(
    await readEdgesFrom(knex, changes, ['head', 'landedAs']),
    ({ from }) => from,
  );
  const copies = await readCopies(knex, nodes, edges);
  const shas = [...copies.values()].flat(3);
  const steps = await readSteps(knex, shas, entityRefs);
  const lines = await readLines(knex, entityRefs);
  for (const node of nodes) {
    const since = landedAt(node, []);
    if (!since) continue;
    const inEach = new Map<string, Place>();
    for (const ref of entityRefs) {
      const own = stepsInEntity(copies.get(node.key)!, steps, {
        entityRef: ref,
        repository: node.repository,
        landedAt: since,
      });
      const environments = orderLines(lines.get(ref) ?? []).map(line =>
        environmentOfChange(line, since, own),
      );
      const {
        stage,
        since: stageSince,
        waiting,
      } = stageAfterMerge(since, environments);
      inEach.set(ref, {
        environments,
        stage,
        stageSince,
        waiting,
        // Whether it is verified is for the library to say.
        settledAt: undefined,
      });
    }
    places.set(node.key, inEach);
  }
  return places;
}
