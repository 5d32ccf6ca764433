import {
  changeKey,
  findMentions,
  issueKey,
  MAX_MENTIONS,
  Mention,
  MentionPlace,
  RepositoryName,
  withoutAddresses,
  MAX_MENTION_TEXT,
} from '@throughline/plugin-trace-common';

const MAX_REVERTS = 20;
/** `group/subgroup/project#12`, which other forges have not. */
const DEEP_ISSUE =
  /(?<![\w&/#.-])([\w-][\w.-]{0,100}(?:\/[\w-][\w.-]{0,100}){2,9})#([1-9]\d{0,8})(?!\w)/g;
const PROJECT = String.raw`[\w-][\w.-]{0,100}(?:\/[\w-][\w.-]{0,100}){1,9}`;
const REVERTED_REQUEST = new RegExp(
  `^This reverts merge request (${PROJECT})?!([1-9]\\d{0,8})\\b`,
  'gim',
);
const CAUSED_BY = new RegExp(
  `\\bcaused by:?\\s{1,5}(?:(${PROJECT})?!([1-9]\\d{0,8})\\b|([0-9a-f]{64}|[0-9a-f]{40})\\b)`,
  'gi',
);

/** The project that a reference names, or the one that it stands in. */
export function referred(
  path: string | undefined,
  repository: RepositoryName,
): RepositoryName {
  const host = repository.slice(0, repository.indexOf('/'));
  return path ? `${host}/${path.toLowerCase()}` : repository;
}

/** Tickets a text names, those of projects in subgroups too. */
export function mentionsIn(
  text: string | null | undefined,
  where: MentionPlace,
  repository: RepositoryName,
): Mention[] {
  const found = findMentions(text, where, repository);
  const read = withoutAddresses((text ?? '').slice(0, MAX_MENTION_TEXT));
  for (const [whole, path, number] of read.matchAll(DEEP_ISSUE)) {
    if (found.length >= MAX_MENTIONS) break;
    const ticket = issueKey(referred(path, repository), Number(number));
    if (found.some(mention => mention.ticket === ticket)) continue;
    found.push({ ticket, verb: 'mentions', where, text: whole });
  }
  return found;
}

/** Merge requests a text says it reverts, in GitLab's own words, as keys. */
export function revertedRequests(
  text: string | null | undefined,
  repository: RepositoryName,
): string[] {
  const found = new Set<string>();
  const read = (text ?? '').slice(0, MAX_MENTION_TEXT);
  for (const [, path, number] of read.matchAll(REVERTED_REQUEST)) {
    if (found.size >= MAX_REVERTS) break;
    found.add(changeKey(referred(path, repository), Number(number)));
  }
  return [...found];
}

/** What a text says was the cause: a merge request or a commit. */
export interface Cause {
  repository: RepositoryName;
  number?: number;
  sha?: string;
}

/** `Caused by !479`, `caused by group/project!479`, `caused by <full hash>` */
export function causesIn(
  text: string | null | undefined,
  repository: RepositoryName,
): Cause[] {
  const found: Cause[] = [];
  const read = (text ?? '').slice(0, MAX_MENTION_TEXT);
  for (const [, path, number, hash] of read.matchAll(CAUSED_BY)) {
    if (found.length >= MAX_REVERTS) break;
    found.push(
      hash
        ? { repository, sha: hash.toLowerCase() }
        : { repository: referred(path, repository), number: Number(number) },
    );
  }
  return found;
}
