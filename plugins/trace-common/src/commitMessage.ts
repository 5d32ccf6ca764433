import { commitKey, RepositoryName } from './keys';
import {
  CLAIM_STRENGTH,
  findMentions,
  MAX_MENTION_TEXT,
  MAX_MENTIONS,
  Mention,
} from './mentions';
import { storableText, withoutAddresses } from './text';
import { KeptWord, strongest, wordsOf } from './words';

/** How many commits one message names at most. */
const MAX_REFERENCES = 20;
const REVERT = /^This reverts commit ([0-9a-f]{64}|[0-9a-f]{40})\b/gm;
const CHERRY_PICK =
  /^\(cherry picked from commit ([0-9a-f]{64}|[0-9a-f]{40})\)[ \t\r]*$/gm;
const TRAILER = /^[A-Za-z][A-Za-z0-9-]*:\s/;
/** Trailers whose value is a ticket, not a person or a commit. */
const TICKET_TRAILER =
  /^(?:tickets?|issues?|jira|refs?|references?|story|task|bug|fix(?:es)?|closes?|resolves?|implements?):\s*\S/i;
/** The number of the request itself, as forges write it into commits. */
const OWN_NUMBER = /\s*\(#\d{1,9}\)$/;
/**
 * What git, GitHub and Bitbucket call a merge. Only the branch that is merged
 * says what comes with it: “Merge branch 'main' into PAY-1” brings nothing of it.
 */
const MERGE =
  /^Merge(?: remote-tracking)? branch '([^']{1,250})'|^Merge pull request #\d{1,9} from ([^\s]{1,250})|^Merged in ([^\s]{1,250}) \(pull request #\d{1,9}\)/;

/** The trailers of a message: its last paragraph, if that is one of trailers. */
function trailersOf(message: string): string[] {
  const paragraphs = message.trimEnd().split(/\n\s*\n/);
  if (paragraphs.length < 2) return [];
  const lines = paragraphs[paragraphs.length - 1].split('\n');
  return lines.every(line => TRAILER.test(line) || /^[\s(]/.test(line))
    ? lines.filter(line => TRAILER.test(line))
    : [];
}

/** What the first lines say: a subject is a title, a merge's is a branch. */
function mentionsOfSubject(subject: string, rest: string[]): Mention[] {
  const merge = MERGE.exec(subject);
  if (!merge) return findMentions(subject.replace(OWN_NUMBER, ''), 'title');
  // Forges put the title of the request below.
  const title = rest.find(line => line.trim() !== '') ?? '';
  return [
    ...findMentions(merge[1] ?? merge[2] ?? merge[3], 'branch'),
    ...findMentions(title.replace(OWN_NUMBER, ''), 'title'),
  ];
}

/**
 * Tickets a commit's message names, each with the strongest claim made. The
 * subject is the commit's title, so a tracker's key there says what the commit
 * is about, and so does the branch that a merge names; a ticket trailer says so
 * too; the rest only mentions.
 *
 * @param repository - what `#12` belongs to; without it such references are
 *   not read
 */
export function mentionsOfMessage(
  message: string,
  repository?: RepositoryName,
): Mention[] {
  const read = message.slice(0, MAX_MENTION_TEXT);
  const [first, ...rest] = read.split('\n');
  const subject = first.trim();
  const title = MERGE.test(subject) ? '' : subject.replace(OWN_NUMBER, '');
  const tickets = trailersOf(read).filter(line => TICKET_TRAILER.test(line));
  const found = new Map<string, Mention>();
  for (const mention of [
    ...mentionsOfSubject(subject, rest),
    ...findMentions([title, ...rest].join('\n'), 'message', repository),
    ...findMentions(tickets.join('\n'), 'trailer', repository),
  ]) {
    const earlier = found.get(mention.ticket);
    if (
      !earlier ||
      CLAIM_STRENGTH[mention.verb] > CLAIM_STRENGTH[earlier.verb]
    ) {
      found.set(mention.ticket, mention);
    }
  }
  return [...found.values()].slice(0, MAX_MENTIONS);
}

/** The branch that a merge's subject names; undefined where it is no merge. */
export function mergedBranch(subject: string): string | undefined {
  const [, local, github, bitbucket] = MERGE.exec(subject) ?? [];
  return local ?? github ?? bitbucket;
}

/**
 * The words of a commit's message that may be tickets' keys, without those of
 * its subject, which is kept as a whole.
 */
export function wordsOfMessage(message: string): KeptWord[] {
  const read = message.slice(0, MAX_MENTION_TEXT);
  const [first, ...rest] = read.split('\n');
  // Below a merge's subject forges put the title of the request.
  const title = mergedBranch(first.trim())
    ? rest.find(line => line.trim() !== '')
    : undefined;
  const tickets = trailersOf(read).filter(line => TICKET_TRAILER.test(line));
  return strongest([
    ...wordsOf(tickets.join('\n'), 'trailer'),
    ...wordsOf(title?.replace(OWN_NUMBER, ''), 'title'),
    ...wordsOf(['', ...rest].join('\n'), 'message'),
  ]);
}

/**
 * Trailers that name people by what they did, and are of no use to tell how
 * something was written.
 */
const TRAILER_OF_PERSON =
  /^(?:signed-off|reviewed|acked|tested|reported|suggested|requested|approved|helped)-by:/i;
/** One that is recognised in the middle of a message too. */
const HYPHENED_TRAILER = /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+:\s*\S/;
/** How many trailers of one message are kept at most, and how much of each. */
const MAX_TRAILERS = 10;
const MAX_TRAILER = 200;

/**
 * The trailers of a message by which assistants may have signed, without
 * addresses, as `Token: value`. Those with a hyphen count on any line, because a
 * squash merge leaves them in the middle; those that name people as reviewers or
 * senders are left out.
 */
export function signaturesOfMessage(message: string): string[] {
  const read = message.slice(0, MAX_MENTION_TEXT).replace(/\r\n?/g, '\n');
  const last = new Set(trailersOf(read));
  const found = new Set<string>();
  for (const line of read.split('\n')) {
    if (found.size >= MAX_TRAILERS) break;
    const isTrailer = last.has(line) || HYPHENED_TRAILER.test(line);
    if (
      isTrailer &&
      !TRAILER_OF_PERSON.test(line) &&
      !TICKET_TRAILER.test(line)
    ) {
      const colon = line.indexOf(':');
      const value = line
        .slice(colon + 1)
        .split('<', 1)[0]
        .trim();
      const text = `${line.slice(0, colon)}: ${withoutAddresses(value)}`;
      found.add(storableText(text, MAX_TRAILER).trim());
    }
  }
  return [...found];
}

function shasNamed(message: string, pattern: RegExp): string[] {
  const read = message.slice(0, MAX_MENTION_TEXT);
  const shas = new Set<string>();
  for (const match of read.matchAll(pattern)) {
    if (shas.size >= MAX_REFERENCES) break;
    shas.add(match[1]);
  }
  return [...shas];
}

/** Hashes of commits that a message says it reverts. */
export function shasReverted(message: string): string[] {
  return shasNamed(message, REVERT);
}

/** Commits a message says it reverts, in the words of `git revert`, as keys. */
export function revertsOfMessage(
  message: string,
  repository: RepositoryName,
): string[] {
  return shasReverted(message).map(sha => commitKey(repository, sha));
}

/** Hashes of commits that a message says it was picked from. */
export function shasPicked(message: string): string[] {
  return shasNamed(message, CHERRY_PICK);
}

/** Commits a message says it was picked from (`git cherry-pick -x`), as keys. */
export function cherryPicksOfMessage(
  message: string,
  repository: RepositoryName,
): string[] {
  return shasPicked(message).map(sha => commitKey(repository, sha));
}

/**
 * The text whose SHA-256, in hex, is a commit's fingerprint: equal for a commit
 * and its rebased copy, and for the same commit from a clone and from a forge.
 *
 * It is `<author name>|<author date>|<message>`, the date in ISO 8601, UTC,
 * with milliseconds, the message with LF line breaks and no white space at its
 * end: forges leave the last line break away and git keeps it.
 */
export function commitFingerprintText(commit: {
  authorName: string;
  authoredAt: string;
  message: string;
}): string {
  const message = commit.message.replace(/\r\n?/g, '\n').trimEnd();
  return `${commit.authorName}|${commit.authoredAt}|${message}`;
}
