import {
  Codeowners,
  CodeOwner,
  CodeownersProblem,
  Dialect,
  OwnerRule,
  OwnerSection,
} from './types';

/**
 * Largest file GitHub reads, bytes; GitLab names no limit, and no file that
 * people wrote is larger.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-size
 */
export const MAX_CODEOWNERS_BYTES = 3 * 1024 * 1024;
/** No path of git is longer. */
const MAX_PATTERN = 4_096;
const MAX_TEXT = 120;
/** How many problems are named; a file of noise has one a line. */
const MAX_PROBLEMS = 1_000;

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;
const GITHUB_USER = /^@[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const GITHUB_TEAM = /^@[A-Za-z0-9][A-Za-z0-9_-]{0,99}\/[\w.-]{1,100}$/;
const GITLAB_NAME = /^@[A-Za-z0-9_][\w.-]{0,254}(?:\/[\w.-]{1,255}){0,20}$/;
const GITLAB_ROLE = /^@@(developer|maintainer|owner)s?$/i;
const HEADING = /^(\^?)\[([^\]]*)\](?:\[([^\]]*)\])?(.*)$/;

/** The pattern, in which `\ ` is a space, and the words after it. */
function split(line: string): { pattern: string; words: string[] } {
  const [pattern] = /^(?:\\.|[^\s\\]|\\$)+/.exec(line) ?? [''];
  const words = line.slice(pattern.length).split(/\s+/).filter(Boolean);
  return { pattern: pattern.replace(/\\(?=\s)/g, ''), words };
}

function readOwner(word: string, dialect: Dialect): CodeOwner | undefined {
  if (dialect === 'github') {
    if (GITHUB_USER.test(word)) return { type: 'user', name: word.slice(1) };
    if (GITHUB_TEAM.test(word)) return { type: 'team', name: word.slice(1) };
  } else {
    const role = GITLAB_ROLE.exec(word);
    if (role) return { type: 'role', name: role[1].toLocaleLowerCase('en') };
    if (GITLAB_NAME.test(word)) {
      const name = word.slice(1);
      return { type: name.includes('/') ? 'team' : 'account', name };
    }
  }
  return EMAIL.test(word) ? { type: 'email', name: word } : undefined;
}

const OWNER_EXPECTED: Record<Dialect, string> = {
  github: 'owners: @user, @organisation/team or an e-mail address',
  gitlab: 'owners: @user, @group, @group/subgroup, @@role or an e-mail address',
};

class Reader {
  readonly rules: OwnerRule[] = [];
  readonly sections: OwnerSection[] = [{ optional: false, approvals: 1 }];
  readonly problems: CodeownersProblem[] = [];
  private section = 0;
  private inherited: CodeOwner[] = [];

  constructor(private readonly dialect: Dialect) {}

  read(text: string): void {
    text.split(/\r?\n/).forEach((whole, index) => {
      const line = whole.trim();
      if (line === '' || line.startsWith('#')) return;
      if (this.dialect === 'github') this.readGithubLine(index + 1, line);
      else this.readGitlabLine(index + 1, line);
    });
  }

  private problem(
    line: number,
    kind: CodeownersProblem['kind'],
    text: string,
    expected: string,
  ): void {
    if (this.problems.length >= MAX_PROBLEMS) return;
    this.problems.push({ line, kind, text: text.slice(0, MAX_TEXT), expected });
  }

  /** Anything wrong in it, and GitHub leaves the whole line out. */
  private readGithubLine(line: number, text: string): void {
    const { pattern, words } = split(text);
    const comment = words.findIndex(word => word.startsWith('#'));
    const named = comment < 0 ? words : words.slice(0, comment);
    if (pattern.startsWith('!') || pattern.startsWith('\\#')) {
      this.problem(
        line,
        'invalid-pattern',
        pattern,
        'a path; GitHub knows neither ! nor \\# at its beginning',
      );
      return;
    }
    if (pattern === '/' || pattern.length > MAX_PATTERN) {
      this.problem(
        line,
        'invalid-pattern',
        pattern,
        pattern === '/'
          ? 'a path; for everything write *'
          : `a path of at most ${MAX_PATTERN} characters`,
      );
      return;
    }
    const owners = named.map(word => readOwner(word, 'github'));
    const wrong = owners.indexOf(undefined);
    if (wrong >= 0) {
      this.problem(line, 'invalid-owner', named[wrong], OWNER_EXPECTED.github);
      return;
    }
    this.rules.push({
      line,
      pattern,
      owners: owners as CodeOwner[],
      section: 0,
      excludes: false,
    });
  }

  /** What GitLab does not understand of a line, it passes over. */
  private readGitlabOwners(line: number, words: string[]): CodeOwner[] {
    const owners: CodeOwner[] = [];
    for (const word of words) {
      const owner = readOwner(word, 'gitlab');
      if (owner) owners.push(owner);
      else {
        this.problem(line, 'invalid-owner', word, OWNER_EXPECTED.gitlab);
      }
    }
    return owners;
  }

  private readGitlabLine(line: number, text: string): void {
    const heading = HEADING.exec(text);
    if (heading) {
      this.readHeading(line, text, heading);
      return;
    }
    const excludes = text.startsWith('!');
    const { pattern: written, words } = split(excludes ? text.slice(1) : text);
    const pattern = written.replace(/^\\#/, '#');
    if (pattern === '' || pattern.length > MAX_PATTERN) {
      this.problem(
        line,
        'invalid-pattern',
        text,
        `a path of 1 to ${MAX_PATTERN} characters`,
      );
      return;
    }
    const own = excludes ? [] : this.readGitlabOwners(line, words);
    const owners = own.length > 0 || excludes ? own : this.inherited;
    if (owners.length === 0 && !excludes) {
      this.problem(
        line,
        'no-owners',
        text,
        'an owner on the line or in the heading of its section; without one nobody has to approve',
      );
    }
    this.rules.push({
      line,
      pattern,
      owners,
      section: this.section,
      excludes,
    });
  }

  private readHeading(
    line: number,
    text: string,
    [, caret, written, count, rest]: RegExpExecArray,
  ): void {
    const name = written.trim();
    const approvals = count === undefined ? 1 : Number(count);
    const counts = Number.isInteger(approvals) && approvals >= 1;
    if (name === '' || !counts) {
      this.problem(
        line,
        'invalid-section',
        text,
        name === ''
          ? 'a name in the brackets'
          : 'a number of approvals of at least 1',
      );
    }
    this.inherited = this.readGitlabOwners(
      line,
      rest.split(/\s+/).filter(Boolean),
    );
    const optional = caret === '^';
    const known = this.sections.findIndex(
      section =>
        (section.name ?? '').toLocaleLowerCase('en') ===
        name.toLocaleLowerCase('en'),
    );
    if (known < 0) {
      this.section = this.sections.length;
      this.sections.push({ name, optional, approvals: counts ? approvals : 1 });
      return;
    }
    this.section = known;
    const section = this.sections[known];
    // Required in one place is required.
    section.optional = section.optional && optional;
    section.approvals = Math.max(section.approvals, counts ? approvals : 1);
  }
}

/**
 * Reads a CODEOWNERS file. Nothing in it is an error: what the forge would
 * pass over is passed over, and named.
 */
export function parseCodeowners(text: string, dialect: Dialect): Codeowners {
  const reader = new Reader(dialect);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_CODEOWNERS_BYTES) {
    reader.problems.push({
      kind: 'file-too-large',
      text: `${bytes} bytes`,
      expected: `at most ${MAX_CODEOWNERS_BYTES} bytes; of a larger file no line counts`,
    });
  } else {
    reader.read(text);
  }
  const { rules, sections, problems } = reader;
  return { dialect, rules, sections, problems };
}
