import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { junitConnector } from './junitConnector';
import { runsOf, xmlRequest } from './__testUtils__/upload';

function repositoryRoot(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'backstage.json'))) {
    if (dirname(directory) === directory) break;
    directory = dirname(directory);
  }
  return directory;
}

const corpus = resolve(repositoryRoot(), '../shared/corpora/junit');
const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.xml'))
      .sort()
  : [];
const read = (file: string) => readFileSync(join(corpus, file));
const describeCorpus = files.length > 0 ? describe : describe.skip;

describeCorpus(
  'published reports (skipped without ../shared/corpora/junit)',
  () => {
    const wellFormed = files.filter(file => !file.startsWith('malformed/'));
    const malformed = files.filter(file => file.startsWith('malformed/'));

    it('are all there', () => {
      expect(wellFormed).toHaveLength(12);
      expect(malformed).toHaveLength(2);
    });

    it.each(wellFormed.length > 0 ? wellFormed : ['none'])(
      'gives the totals a mature parser gives: %s',
      async file => {
        const { stats, conclusion } = JSON.parse(
          read(file.replace(/\.xml$/, '.results.json')).toString(),
        );
        const runs = await runsOf(xmlRequest(read(file)));
        const sum = (
          key:
            | 'tests'
            | 'passed'
            | 'skipped'
            | 'failed'
            | 'errors'
            | 'durationSeconds',
        ) => runs.reduce((total, run) => total + (run[key] ?? 0), 0);
        expect({
          suites: runs.length,
          tests: sum('tests'),
          tests_succ: sum('passed'),
          tests_skip: sum('skipped'),
          tests_fail: sum('failed'),
          tests_error: sum('errors'),
          conclusion: sum('failed') + sum('errors') > 0 ? 'failure' : 'success',
          // The published duration of this one contradicts the file.
          ...(file !== 'xunit/xunit.xml' && {
            duration: Math.floor(sum('durationSeconds')),
          }),
        }).toEqual({
          suites: stats.suites,
          tests: stats.tests,
          tests_succ: stats.tests_succ,
          tests_skip: stats.tests_skip,
          tests_fail: stats.tests_fail,
          tests_error: stats.tests_error,
          conclusion,
          ...(file !== 'xunit/xunit.xml' && { duration: stats.duration }),
        });
      },
    );

    it('refuses what is cut off, with the line', async () => {
      const body = read('malformed/corrupt-xml.xml');
      const lines = body.toString().split('\n').length;
      await expect(junitConnector.identify(xmlRequest(body))).rejects.toThrow(
        new RegExp(`^The report, line ${lines}, column \\d+: it is not well`),
      );
    });

    it('refuses what is no XML, with the line', async () => {
      const body = read('malformed/non-xml.xml');
      await expect(junitConnector.identify(xmlRequest(body))).rejects.toThrow(
        /^The report, line 1, column 1: it is not well-formed XML/,
      );
    });
  },
);
