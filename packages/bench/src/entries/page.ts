import { EntityContext } from '@throughline/plugin-context-common';
import { median } from 'simple-statistics';
import { repositoryName } from '../deliveries/repositories';
import { atMostMore, Figure, figureOf, ratioAtMost } from '../figures/figure';
import { short } from '../figures/numbers';
import { Bench } from '../harness/Bench';
import { FreshBrowser, Marker } from '../harness/Browser';
import { Portal } from '../harness/Portal';
import { say, until } from '../harness/processes';

const ENTITY = `default/component/${repositoryName(0)}`;
const LOADS_PER_RUN = 3;
const KILOBYTE = 1000;

// The About card, which is the catalog's.
const overview: Marker = tab =>
  tab.getByText('Made up for measuring').first().waitFor();

const contextTab: Marker = tab =>
  tab.getByRole('button', { name: 'Copy as Markdown' }).waitFor();

async function hasContext(portal: Portal): Promise<void> {
  await until(
    'The context of an entity',
    async () => {
      const view = await portal.get<EntityContext>(
        `/api/context/entities/component/default/${repositoryName(0)}`,
      );
      return (view?.sections.length ?? 0) > 0;
    },
    { withinMs: 120_000, everyMs: 1_000 },
  );
}

/**
 * What the suite costs an entity page in the browser, against the same portal
 * with an app that was built without the suite's plugins.
 */
export async function page(bench: Bench): Promise<Figure[]> {
  const portals: Portal[] = [];
  const browser = await FreshBrowser.start();
  try {
    const suite = await bench.data.portalOn('page_suite', bench.scale.small);
    portals.push(suite);
    const bare = await bench.data.portalOn('page_bare', bench.scale.small, {
      config: { app: { packageName: 'app-without-suite', extensions: [] } },
    });
    portals.push(bare);
    await hasContext(suite);
    return await measure(bench, browser, suite, bare);
  } finally {
    await browser.close();
    for (const portal of portals) await bench.data.discard(portal);
  }
}

async function measure(
  { scale }: Bench,
  browser: FreshBrowser,
  suite: Portal,
  bare: Portal,
): Promise<Figure[]> {
  const inSuite = await browser.signIn(suite);
  const inBare = await browser.signIn(bare);
  const entityOf = (portal: Portal) => `${portal.url}/catalog/${ENTITY}`;
  const tab = `${entityOf(suite)}/context`;

  const bytes = {
    suite: await browser.scriptBytes(inSuite, entityOf(suite), overview),
    bare: await browser.scriptBytes(inBare, entityOf(bare), overview),
  };

  const ours: number[] = [];
  const yardstick: number[] = [];
  for (let run = 0; run < scale.runs; run++) {
    const loads = { ours: [] as number[], yardstick: [] as number[] };
    for (let load = 0; load < LOADS_PER_RUN; load++) {
      loads.ours.push(await browser.interactiveAfter(inSuite, tab, contextTab));
      loads.yardstick.push(
        await browser.interactiveAfter(inBare, entityOf(bare), overview),
      );
    }
    ours.push(median(loads.ours));
    yardstick.push(median(loads.yardstick));
    say(
      `page, run ${run + 1} of ${scale.runs}: Context tab ${short(
        ours[run],
      )} ms, catalog's Overview ${short(yardstick[run])} ms`,
    );
  }

  return [
    figureOf({
      id: 'javascript-before-a-tab',
      unit: 'kB gzipped',
      runs: {
        ours: [bytes.suite / KILOBYTE],
        yardstick: [bytes.bare / KILOBYTE],
      },
      against: 'without the suite',
      target: atMostMore(120),
    }),
    figureOf({
      id: 'context-tab-interactive',
      unit: 'ms',
      runs: { ours, yardstick },
      against: "catalog's Overview",
      target: ratioAtMost(1.5),
    }),
  ];
}
