import { OwnerFinder } from './OwnerFinder';
import { parseCodeowners } from './parseCodeowners';
import { Dialect } from './types';

const lines = (...all: string[]) => all.join('\n');

/** `line: owners` of each line that counts for the path. */
function owners(text: string, path: string, dialect: Dialect = 'github') {
  const file = parseCodeowners(text, dialect);
  return new OwnerFinder(file).rulesFor(path).map(rule => {
    const { name } = file.sections[rule.section];
    const named = rule.owners.map(owner => `${owner.type} ${owner.name}`);
    return [name, rule.line, ...named].filter(Boolean).join(' ');
  });
}

const problems = (text: string, dialect: Dialect = 'github') =>
  parseCodeowners(text, dialect).problems.map(
    ({ line, kind, text: said }) => `${line} ${kind} ${said}`,
  );

describe('of GitHub', () => {
  const file = lines(
    '# Everything',
    '*           @shop/everybody',
    '*.ts        @ada  # inline',
    'docs/       docs@example.com',
    '/src/auth/  @shop/security @ada',
    '/src/auth/generated',
    'a\\ b/c      @space',
  );

  it.each([
    ['README', ['2 team shop/everybody']],
    ['src/a.ts', ['3 user ada']],
    ['x/docs/a.ts', ['4 email docs@example.com']],
    ['src/auth/login.ts', ['5 team shop/security user ada']],
    // A line without owners takes them away.
    ['src/auth/generated/a.ts', ['6']],
    ['a b/c', ['7 user space']],
  ])('%s', (path, expected) => {
    expect(owners(file, path)).toEqual(expected);
  });

  it('is owned by nobody that no line names', () => {
    expect(owners('/src/ @ada', 'README')).toEqual([]);
  });

  it('leaves out a line of which it understands a part', () => {
    const text = lines(
      '* @ada',
      '*.md @ada nobody',
      '!/src/ @ada',
      '\\#file @ada',
      '/ @ada',
      '*.js @shop/web @@owner',
    );
    expect(problems(text)).toEqual([
      '2 invalid-owner nobody',
      '3 invalid-pattern !/src/',
      '4 invalid-pattern \\#file',
      '5 invalid-pattern /',
      '6 invalid-owner @@owner',
    ]);
    expect(owners(text, 'a.md')).toEqual(['1 user ada']);
  });

  it('takes brackets as they are, and stars that are escaped', () => {
    expect(owners('/[id]/a @ada', '[id]/a')).toEqual(['1 user ada']);
    expect(owners('/[id]/a @ada', 'i/a')).toEqual([]);
    expect(owners('a\\*b @ada', 'a*b')).toEqual(['1 user ada']);
    expect(owners('a\\*b @ada', 'axb')).toEqual([]);
  });
});

describe('of GitLab', () => {
  const file = lines(
    '* @everybody',
    '!pom.xml',
    '[Docs][2] @docs',
    'docs/',
    'guide.md @ada @@maintainers',
    '^[Database]',
    'model/*.rb @shop/db',
    '!/legacy/',
    '[DOCS]',
    '/more/ @more',
    'empty',
  );

  it.each([
    ['pom.xml', []],
    ['src/a', ['1 account everybody']],
    ['x/docs/y/a', ['1 account everybody', 'Docs 4 account docs']],
    [
      'docs/guide.md',
      ['1 account everybody', 'Docs 5 account ada role maintainer'],
    ],
    // Without a slash in front it is anywhere.
    ['a/model/b.rb', ['1 account everybody', 'Database 7 team shop/db']],
    // What a section leaves out, no later line takes in again.
    ['legacy/model/b.rb', ['1 account everybody']],
    ['more/a', ['1 account everybody', 'Docs 10 account more']],
    // A heading without owners has none to give, also if its namesake had.
    ['empty', ['1 account everybody', 'Docs 11']],
  ])('%s', (path, expected) => {
    expect(owners(file, path, 'gitlab')).toEqual(expected);
  });

  it('says how many have to approve, and where nobody has to', () => {
    const { sections } = parseCodeowners(file, 'gitlab');
    expect(sections).toEqual([
      { optional: false, approvals: 1 },
      { name: 'Docs', optional: false, approvals: 2 },
      { name: 'Database', optional: true, approvals: 1 },
    ]);
  });

  it('takes a file for a file: what is below a name is not meant', () => {
    expect(owners('/docs @ada', 'docs/a', 'gitlab')).toEqual([]);
    expect(owners('/docs/* @ada', 'docs/a/b', 'gitlab')).toEqual([]);
    expect(owners('/docs/** @ada', 'docs/a/b', 'gitlab')).toEqual([]);
    expect(owners('/docs/**/* @ada', 'docs/a/b', 'gitlab')).toEqual([
      '1 account ada',
    ]);
  });

  it('knows ranges of characters', () => {
    expect(owners('v[0-9].md @ada', 'a/v1.md', 'gitlab')).toHaveLength(1);
    expect(owners('v[!0-9].md @ada', 'a/v1.md', 'gitlab')).toEqual([]);
  });

  it('names what it passes over', () => {
    const text = lines('a nobody', '[]', 'b @ada', '[X][0]', 'c');
    expect(problems(text, 'gitlab')).toEqual([
      '1 invalid-owner nobody',
      '1 no-owners a nobody',
      '2 invalid-section []',
      '4 invalid-section [X][0]',
      '5 no-owners c',
    ]);
  });
});

describe('hostile files', () => {
  it('reads nothing of one that is larger than what GitHub reads', () => {
    const text = '# x\n'.repeat(800_000);
    const { rules, problems: found } = parseCodeowners(
      `* @ada\n${text}`,
      'github',
    );
    expect(rules).toEqual([]);
    expect(found).toHaveLength(1);
    expect(found[0].kind).toBe('file-too-large');
  });

  it('is done with a pattern that is made to be slow', () => {
    const stars = '*a'.repeat(2_000);
    const folders = '**/a/'.repeat(800);
    const finder = new OwnerFinder(
      parseCodeowners(`${stars}b @ada\n${folders}b @ada`, 'github'),
    );
    expect(finder.rulesFor('a'.repeat(4_000))).toEqual([]);
    expect(finder.rulesFor('a/'.repeat(2_000))).toEqual([]);
  });

  it('names at most a thousand problems', () => {
    expect(problems('/ @ada\n'.repeat(5_000))).toHaveLength(1_000);
  });
});
