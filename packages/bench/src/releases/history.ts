import { openClone, readHistory } from '@throughline/git-history';
import { ReleaseCommit, ReleaseTag } from '@throughline/plugin-trace-common';
import { existsSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { repository } from '../paths';

/** A history with releases, and what is noted of them where somebody did. */
export interface ReleaseHistory {
  commits: ReleaseCommit[];
  /** In the order in which they were cut. */
  tags: ReleaseTag[];
  prefix: string;
  /** Tag → tickets, as the project's own notes have them. */
  noted?: Map<string, string[]>;
}

interface Notes {
  /** E.g. `PAY-[0-9]+`. */
  ticketPattern: string;
  releases: Array<{ tag: string; tickets: string[] }>;
}

const FOLDER = join('..', 'shared', 'corpora', 'git-history', 'commons-csv');

const readJson = <T>(path: string): T =>
  JSON.parse(readFileSync(path, 'utf8')) as T;

function notedIn({ ticketPattern, releases }: Notes) {
  return {
    prefix: ticketPattern.slice(0, ticketPattern.indexOf('-')),
    noted: new Map(releases.map(({ tag, tickets }) => [tag, tickets])),
  };
}

/** A published history; undefined where it is not beside the repository. */
export function readPublishedHistory(): ReleaseHistory | undefined {
  const folder = join(repository, FOLDER);
  if (!existsSync(folder)) return undefined;
  const lines = <T>(file: string): T[] =>
    readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as T);
  const { prefix, noted } = notedIn(readJson(join(folder, 'releases.json')));
  const shas = new Map(
    lines<ReleaseTag>('tags.ndjson').map(({ tag, sha }) => [tag, sha]),
  );
  return {
    commits: lines<{
      sha: string;
      parents: string[];
      body: string;
      files: Array<[string, string]>;
    }>('commits.ndjson').map(({ sha, parents, body, files }) => ({
      sha,
      parents,
      message: body,
      paths: files.map(([, path]) => path),
    })),
    tags: [...noted.keys()].map(tag => ({ tag, sha: shas.get(tag)! })),
    prefix,
    noted,
  };
}

/**
 * The history of a clone on this machine.
 *
 * @param options - `tags`: a glob, e.g. `v*`; `notes`: a file in the form of the
 *   published history's `releases.json`
 */
export async function readCloneHistory(options: {
  path: string;
  tags: string;
  prefix: string;
  notes?: string;
}): Promise<ReleaseHistory> {
  const commits: ReleaseCommit[] = [];
  const tags: Array<ReleaseTag & { at: string }> = [];
  for await (const batch of readHistory(await openClone(options.path))) {
    commits.push(...batch.commits);
    for (const { name, commit, at } of batch.tags) {
      if (matchesGlob(name, options.tags)) {
        tags.push({ tag: name, sha: commit, at });
      }
    }
  }
  return {
    commits,
    tags: tags.sort((a, b) => (a.at < b.at ? -1 : 1)),
    prefix: options.prefix,
    noted: options.notes
      ? notedIn(readJson<Notes>(options.notes)).noted
      : undefined,
  };
}
