import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { inRepository } from '../paths.mjs';
import { readGuide } from './guide.mjs';
import { chosenVariants, variants } from './variants.mjs';

const names = chosen => chosen.map(({ name }) => name);

describe('variants of the install test', () => {
  it('are all of them without arguments', () => {
    assert.deepEqual(chosenVariants([]), variants);
  });

  it('are chosen by their names, or by the beginnings of them', () => {
    assert.deepEqual(names(chosenVariants(['suite-new-1.55'])), [
      'suite-new-1.55',
    ]);
    assert.ok(
      names(chosenVariants(['trace'])).every(name => name.startsWith('trace-')),
    );
  });

  it('are named when there is no such one', () => {
    assert.throws(() => chosenVariants(['sui']), /no variant sui.*suite-new-/s);
  });
});

describe('pages that the install test follows', () => {
  for (const { name, pages, system } of variants) {
    it(`say what to do for ${name}`, async () => {
      for (const { file, section } of pages) {
        assert.ok(existsSync(inRepository(file)), file);
        const markdown = await readFile(inRepository(file), 'utf8');
        const steps = readGuide(markdown, { system, section });
        assert.ok(
          steps.some(({ kind }) => kind === 'run'),
          `${file} adds no package`,
        );
      }
    });
  }
});

describe('the oldest release of Backstage', () => {
  it('that the guide states is one that is tested', async () => {
    const guide = await readFile(inRepository('docs/installing.md'), 'utf8');
    const [, stated] = /Backstage ([\d.]+) is the oldest release/.exec(guide);
    const tested = variants.map(({ release }) => release.backstage).sort();
    assert.equal(stated, tested[0]);
  });
});
