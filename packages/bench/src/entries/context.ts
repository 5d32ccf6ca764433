import { EntityContext } from '@throughline/plugin-context-common';
import { repositoryName } from '../deliveries/repositories';
import { Figure, figureOf, ratioAtMost } from '../figures/figure';
import { Bench } from '../harness/Bench';
import { Portal } from '../harness/Portal';
import { until } from '../harness/processes';
import {
  HANGING,
  sectionPluginIds,
  startSectionPlugins,
} from '../harness/SectionPlugins';
import { readInTurn } from './reads';

const ENTITY = `component/default/${repositoryName(0)}`;
const CONTEXT = `/api/context/entities/${ENTITY}`;
const BY_NAME = `/api/catalog/entities/by-name/${ENTITY}`;

/** As much slower as runs of the very same thing differ by. */
const NO_SLOWER = 1.1;

// What the catalog knows is the first section, and built in.
const pluginsFor = (sections: number) => sectionPluginIds(sections - 1);

/** Waits until all sections were pulled, and the hanging one was given up. */
async function settled(portal: Portal, sections: number, hanging: boolean) {
  await until(
    `${sections} sections`,
    async () => {
      const view = await portal.get<EntityContext>(CONTEXT);
      return (
        view?.sections.length === sections &&
        (!hanging || view.sources.some(({ state }) => state === 'failing'))
      );
    },
    { withinMs: 180_000, everyMs: 1_000 },
  );
}

/**
 * The unified view of an entity against the catalog's own read of it: with two
 * sections, with twelve, and with two while a third plugin hangs.
 */
export async function context(bench: Bench): Promise<Figure[]> {
  const configFor = await startSectionPlugins();
  const portals: Portal[] = [];
  const start = async (name: string, plugins: string[]) => {
    const config = configFor(plugins);
    const portal = await bench.data.portalOn(name, undefined, { config });
    portals.push(portal);
    return portal;
  };
  try {
    const two = await start('context_2', pluginsFor(2));
    const twelve = await start('context_12', pluginsFor(12));
    const hung = await start('context_hung', [...pluginsFor(2), HANGING]);
    await settled(two, 2, false);
    await settled(twelve, 12, false);
    await settled(hung, 2, true);
    const runs = await readInTurn(bench, {
      two: { portal: two, path: CONTEXT },
      catalog: { portal: two, path: BY_NAME },
      twelve: { portal: twelve, path: CONTEXT },
      hanging: { portal: hung, path: CONTEXT },
    });
    const against = 'catalog by-name';
    return [
      figureOf({
        id: 'two-sections-p95',
        unit: 'ms',
        runs: { ours: runs.two, yardstick: runs.catalog },
        against,
        target: ratioAtMost(3),
      }),
      figureOf({
        id: 'twelve-sections-p95',
        unit: 'ms',
        runs: { ours: runs.twelve, yardstick: runs.catalog },
        against,
        target: ratioAtMost(3),
      }),
      figureOf({
        id: 'one-plugin-hanging-p95',
        unit: 'ms',
        runs: { ours: runs.hanging, yardstick: runs.catalog },
        against,
        target: ratioAtMost(3),
      }),
      figureOf({
        id: 'hanging-against-none-p95',
        unit: 'ms',
        runs: { ours: runs.hanging, yardstick: runs.two },
        against: 'none hanging',
        target: ratioAtMost(NO_SLOWER),
      }),
    ];
  } finally {
    for (const portal of portals) await bench.data.discard(portal);
  }
}
