/**
 * Measures, prints a table for each entry and writes its result; started by
 * `npm run bench`, which builds the portal first and says where it is.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArguments } from './arguments';
import { catalogFile } from './deliveries/catalog';
import { ENTRIES } from './entries';
import { Figure, missed } from './figures/figure';
import { resultOf, writeResult } from './figures/results';
import { tableOf } from './figures/table';
import { Bench, scaleOf } from './harness/Bench';
import { DataSets } from './harness/DataSets';
import { LoadGenerator } from './harness/LoadGenerator';
import { Postgres } from './harness/Postgres';
import { endAll, endOnSignals, isEnding, say } from './harness/processes';
import { startStandInForge } from './harness/StandInForge';
import { dataVersion } from './harness/version';
import { repository } from './paths';

const NO_MEASUREMENT = ': quick, NOT a measurement; nothing is written';

async function prepare(scale: Bench['scale']): Promise<Bench> {
  const folder = join(repository, '.cache', 'bench');
  await mkdir(folder, { recursive: true });
  const catalog = join(folder, 'catalog.yaml');
  await writeFile(catalog, catalogFile());
  const postgres = await Postgres.start(join(folder, 'postgres'));
  const home = {
    repository,
    bundle: process.env.BENCH_BUNDLE ?? join(repository, '.cache', 'portal'),
    folder,
    forge: await startStandInForge(),
    catalog,
    postgres,
  };
  const data = new DataSets(home, await dataVersion(repository));
  await postgres.tidy(name => data.isCurrent(name));
  return { home, scale, data, load: new LoadGenerator() };
}

async function main(): Promise<number> {
  endOnSignals();
  const { names, full, quick } = parseArguments(process.argv.slice(2), [
    ...ENTRIES.keys(),
  ]);
  const bench = await prepare(scaleOf({ full, quick }));
  const missing: Figure[] = [];
  const broken: string[] = [];
  for (const name of names) {
    say(`${name} …`);
    try {
      const figures = await ENTRIES.get(name)!(bench);
      missing.push(...missed(figures));
      process.stdout.write(`\n${name}${quick ? NO_MEASUREMENT : ''}\n`);
      process.stdout.write(`${tableOf(figures)}\n\n`);
      if (!quick) {
        const date = new Date().toISOString();
        const command = `npm run bench ${name}${full ? ' -- --full' : ''}`;
        await writeResult(
          join(repository, 'bench-results'),
          resultOf(name, figures, { date, command }),
        );
      }
    } catch (error) {
      if (isEnding()) break;
      // The other entries' figures are worth having all the same.
      process.stderr.write(`✖ ${name}: ${(error as Error).stack}\n`);
      broken.push(name);
    }
  }
  for (const { id } of missing) say(`Target missed: ${id}`);
  for (const name of broken) say(`Could not be measured: ${name}`);
  return missing.length + broken.length > 0 ? 1 : 0;
}

main()
  .catch(error => {
    process.stderr.write(`✖ ${error.message}\n`);
    return 1;
  })
  .then(async code => {
    await endAll();
    process.exit(code);
  });
