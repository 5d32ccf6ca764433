import { mkdir, readFile, rm } from 'node:fs/promises';
import { inCache, inRepository, root } from './paths.mjs';
import { backstageCli } from './portal.mjs';
import { ended, start } from './processes.mjs';
import { broken, ofJest, ofPlaywright, ofTap } from './results.mjs';
import { say } from './say.mjs';

/** Tests of the scripts themselves. */
export async function testScripts() {
  const report = await freshReport('scripts.tap');
  say('Tests of the scripts');
  await run(process.execPath, [
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${report}`,
    'scripts/**/*.test.mjs',
  ]);
  return read(report, ofTap);
}

/** Unit and integration tests of all packages, on SQLite and PostgreSQL. */
export async function testPackages(postgres) {
  const report = await freshReport('packages.json');
  say('Unit and integration tests');
  await run(
    process.execPath,
    [
      backstageCli,
      'repo',
      'test',
      '--watchAll=false',
      // One more than the cores there are: much of it waits for databases,
      // processes and clocks.
      '--maxWorkers=3',
      '--json',
      `--outputFile=${report}`,
    ],
    {
      // Jest also prints its JSON, which nobody wants to read here.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
      },
    },
  );
  return read(report, json => ofJest(JSON.parse(json)));
}

/** End-to-end tests in Chromium against a portal that is up: one project of them. */
export async function testInBrowser({ url, env, project, args = [] }) {
  const report = await freshReport(`browser-${project}.json`);
  say(`End-to-end tests in Chromium: ${project}`);
  await run(
    process.execPath,
    [
      inRepository('node_modules', '@playwright', 'test', 'cli.js'),
      'test',
      '--reporter=list,json',
      `--project=${project}`,
      // The other project may be the one that has what was asked for.
      ...(args.length > 0 ? ['--pass-with-no-tests'] : []),
      ...args,
    ],
    {
      env: {
        ...process.env,
        ...env,
        PLAYWRIGHT_URL: url,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    },
  );
  return read(report, json => ofPlaywright(JSON.parse(json)));
}

function run(command, args, options) {
  return ended(start(command, args, { cwd: root, ...options }));
}

async function freshReport(name) {
  await mkdir(inCache('tests'), { recursive: true });
  const path = inCache('tests', name);
  await rm(path, { force: true });
  return path;
}

// Without a report the runner itself failed, whatever it said before.
async function read(path, parse) {
  try {
    return parse(await readFile(path, 'utf8'));
  } catch {
    return broken;
  }
}
