/**
 * Computes what a portal costs from what was measured, or measures it anew;
 * started by `npm run sizing`. See docs/sizing.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endAll, endOnSignals } from '../harness/processes';
import { repository } from '../paths';
import { withParts } from './document';
import { measure } from './measure/measure';
import { Measured, measured as committed } from './measured';
import { parseOptions } from './options';
import { partsOf } from './parts';
import { sizingFor } from './sizing';

const FIGURES = join(
  repository,
  'packages',
  'bench',
  'src',
  'sizing',
  'measurements.json',
);
const DOCUMENT = join(repository, 'docs', 'sizing.md');

async function measureAnew(): Promise<Measured> {
  const measured = await measure();
  await writeFile(FIGURES, `${JSON.stringify(measured, null, 2)}\n`);
  return measured;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const { developers, assumed } = options;
  const measured = options.measure ? await measureAnew() : committed;
  const parts = partsOf(developers, assumed, measured);
  if (options.write) {
    const document = await readFile(DOCUMENT, 'utf8');
    await writeFile(DOCUMENT, withParts(document, parts));
  }
  const text = options.json
    ? JSON.stringify(
        developers.map(count => sizingFor(count, assumed, measured)),
        null,
        2,
      )
    : Object.values(parts).join('\n\n');
  // All of it, also into a pipe, before the process ends.
  await new Promise(resolve => {
    process.stdout.write(`${text}\n`, resolve);
  });
}

endOnSignals();
main()
  .then(
    () => 0,
    error => {
      process.stderr.write(`✖ ${error.message}\n`);
      return 1;
    },
  )
  .then(async code => {
    await endAll();
    process.exit(code);
  });
