import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OwnerFinder } from './OwnerFinder';
import { parseCodeowners } from './parseCodeowners';
import { matchesPath, readPathPattern } from './pathPattern';

const FILE = join(
  __dirname,
  '../../../../../shared/corpora/codeowners/patterns.json',
);

interface Case {
  name: string;
  pattern: string;
  paths: Record<string, boolean>;
}

const here = existsSync(FILE);
if (!here) {
  // eslint-disable-next-line no-console
  console.warn(`Not checked: ${FILE} is not there`);
}

(here ? describe : describe.skip)('patterns of a widely used reader', () => {
  const cases: Case[] = here ? JSON.parse(readFileSync(FILE, 'utf8')) : [];

  it('is not empty', () => {
    const paths = cases.flatMap(one => Object.keys(one.paths));
    expect(paths).toHaveLength(153);
  });

  it.each(cases)('$name: $pattern', ({ pattern, paths }) => {
    const finder = new OwnerFinder(
      parseCodeowners(`${pattern} @somebody`, 'github'),
    );
    for (const [path, expected] of Object.entries(paths)) {
      const found = {
        path,
        looked: finder.rulesFor(path).length > 0,
        matched: matchesPath(
          readPathPattern(pattern, 'github'),
          path.split('/').filter(Boolean),
        ),
      };
      expect(found).toEqual({ path, looked: expected, matched: expected });
    }
  });
});
