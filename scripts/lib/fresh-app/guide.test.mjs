import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { insertCode, mergeSettings } from './edit.mjs';
import { readGuide } from './guide.mjs';

const block = (language, ...lines) =>
  ['```' + language, ...lines, '```'].join('\n');

describe('a guide', () => {
  it('has its steps in the order of the page', () => {
    const steps = readGuide(
      [
        '# Install',
        block(
          'sh',
          'yarn --cwd packages/app add \\',
          '  one two',
          '# see',
          'yarn start',
        ),
        block('yaml', '# app-config.yaml', 'context:', '  plugins: [trace]'),
        block(
          'ts',
          '// packages/backend/src/index.ts: before backend.start()',
          "backend.add(import('one'));",
        ),
      ].join('\n\n'),
      { system: 'new' },
    );
    assert.deepEqual(steps, [
      {
        kind: 'run',
        commands: ['yarn --cwd packages/app add one two', 'yarn start'],
      },
      {
        kind: 'settings',
        file: 'app-config.yaml',
        settings: { context: { plugins: ['trace'] } },
      },
      {
        kind: 'code',
        file: 'packages/backend/src/index.ts',
        where: 'before',
        each: false,
        anchor: 'backend.start()',
        imports: [],
        code: ["backend.add(import('one'));"],
      },
    ]);
  });

  it('is read for one frontend system', () => {
    const page = [
      '## Frontend',
      '### New frontend system',
      block('sh', 'new'),
      '### Older frontend system',
      block('sh', 'older'),
      '## Start',
      block('sh', 'both'),
    ].join('\n');
    const commands = system =>
      readGuide(page, { system }).flatMap(step => step.commands);
    assert.deepEqual(commands('new'), ['new', 'both']);
    assert.deepEqual(commands('legacy'), ['older', 'both']);
  });

  it('can be one section of a page', () => {
    const page = ['# Plugin', block('sh', 'a'), '## Install', block('sh', 'b')];
    const steps = readGuide(page.join('\n'), {
      system: 'new',
      section: 'Install',
    });
    assert.deepEqual(steps, [{ kind: 'run', commands: ['b'] }]);
  });

  it('takes blocks that name no file for illustrations', () => {
    const page = [
      block('ts', 'createApp();'),
      block('yaml', 'a: 1'),
      block(''),
    ];
    assert.deepEqual(readGuide(page.join('\n'), { system: 'new' }), []);
  });

  it('takes blocks in lists for what they are', () => {
    const page =
      '1. Do:\n\n   ```yaml\n   # app-config.yaml\n   a:\n     b: 1\n   ```\n';
    const [step] = readGuide(page, { system: 'new' });
    assert.deepEqual(step.settings, { a: { b: 1 } });
  });

  it('tells imports, of several lines too, from other code', () => {
    const [step] = readGuide(
      block(
        'tsx',
        '// App.tsx: after each <Grid>',
        'import {',
        '  A,',
        "} from 'a';",
        "import 'b';",
        '',
        '<A />',
      ),
      { system: 'legacy' },
    );
    assert.deepEqual(step.imports, [
      'import {',
      '  A,',
      "} from 'a';",
      "import 'b';",
    ]);
    assert.deepEqual(step.code, ['<A />']);
    assert.equal(step.each, true);
    assert.equal(step.anchor, '<Grid>');
  });

  it('has to say where code goes', () => {
    assert.throws(
      () => readGuide(block('ts', '// index.ts', 'go();'), { system: 'new' }),
      /does not say where it goes: \/\/ index\.ts/,
    );
  });

  it('has no blocks without an end', () => {
    assert.throws(
      () => readGuide('```sh\nyarn', { system: 'new' }),
      /does not end: yarn/,
    );
  });
});

describe('code of a guide', () => {
  const step = {
    where: 'before',
    each: false,
    anchor: 'start()',
    imports: ["import a from 'a';"],
    code: ['add(a);'],
  };

  it('goes before or after the line it names, its imports to the top', () => {
    assert.equal(
      insertCode('one();\nstart();', step),
      "import a from 'a';\none();\nadd(a);\nstart();",
    );
    assert.equal(
      insertCode('start();\nend();', { ...step, where: 'after', imports: [] }),
      'start();\nadd(a);\nend();',
    );
  });

  it('goes to each of them if it says so, and else to the only one', () => {
    const twice = 'start();\nstart();';
    assert.equal(
      insertCode(twice, { ...step, each: true, imports: [] }),
      'add(a);\nstart();\nadd(a);\nstart();',
    );
    assert.throws(
      () => insertCode(twice, step),
      /"start\(\)" is there 2 times/,
    );
  });

  it('does not go anywhere else', () => {
    assert.throws(() => insertCode('end();', step), /is there 0 times/);
    assert.throws(
      () => insertCode('end();', { ...step, each: true }),
      /is there 0 times/,
    );
  });

  it('may be imports alone', () => {
    const imports = { ...step, anchor: undefined, code: [] };
    assert.equal(insertCode('one();', imports), "import a from 'a';\none();");
  });
});

describe('settings of a guide', () => {
  it('join those that are there, new items of a list first', () => {
    const merged = mergeSettings(
      'app:\n  title: Mine # kept\n  extensions:\n    - b\nproxy:\n  # nothing yet\n',
      {
        app: { extensions: ['a'] },
        proxy: { x: 1 },
        context: { plugins: ['trace'] },
      },
    );
    assert.match(merged, /title: Mine # kept/);
    assert.match(merged, /- a\n +- b/);
    assert.match(merged, /proxy:\n(?: +#.*\n)* +x: 1/);
    assert.match(merged, /context:\n +plugins:\n +- trace/);
  });

  it('can be the first ones of a file', () => {
    assert.equal(mergeSettings('', { a: { b: 1 } }), 'a:\n  b: 1\n');
  });
});
