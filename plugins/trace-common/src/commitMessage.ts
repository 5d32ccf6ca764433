import { commitKey, RepositoryName } from './keys';
import {
  findMentions,
  MAX_MENTION_TEXT,
  MAX_MENTIONS,
  Mention,
} from './mentions';

/** How many commits one message names at most. */
const MAX_REFERENCES = 20;
const REVERT = /^This reverts commit ([0-9a-f]{64}|[0-9a-f]{40})\b/gm;
const CHERRY_PICK =
  /^\(cherry picked from commit ([0-9a-f]{64}|[0-9a-f]{40})\)[ \t\r]*$/gm;
const TRAILER = /^[A-Za-z][A-Za-z0-9-]*:\s/;
/** Trailers whose value is a ticket, not a person or a commit. */
const TICKET_TRAILER =
  /^(?:tickets?|issues?|jira|story|task|bug|fix(?:es)?|closes?|resolves?|implements?):\s*\S/i;
/** The number of the request itself, as forges write it into merge commits. */
const OWN_NUMBER = /\s*\(#\d{1,9}\)$|^Merge pull request #\d{1,9} from \S+/;
const STRENGTH: Record<Mention['verb'], number> = {
  mentions: 0,
  implements: 1,
  closes: 2,
};

/** The trailers of a message: its last paragraph, if that is one of trailers. */
function trailersOf(message: string): string[] {
  const paragraphs = message.trimEnd().split(/\n\s*\n/);
  if (paragraphs.length < 2) return [];
  const lines = paragraphs[paragraphs.length - 1].split('\n');
  return lines.every(line => TRAILER.test(line) || /^[\s(]/.test(line))
    ? lines.filter(line => TRAILER.test(line))
    : [];
}

/**
 * Tickets a commit's message names, each with the strongest claim made. The
 * subject is the commit's title, so a tracker's key there says what the commit
 * is about; a ticket trailer says so too; the rest only mentions.
 */
export function mentionsOfMessage(
  message: string,
  repository: RepositoryName,
): Mention[] {
  const read = message.slice(0, MAX_MENTION_TEXT);
  const [first, ...rest] = read.split('\n');
  const subject = first.trim().replace(OWN_NUMBER, '');
  const tickets = trailersOf(read).filter(line => TICKET_TRAILER.test(line));
  const found = new Map<string, Mention>();
  for (const mention of [
    ...findMentions(subject, 'title'),
    ...findMentions([subject, ...rest].join('\n'), 'message', repository),
    ...findMentions(tickets.join('\n'), 'trailer', repository),
  ]) {
    const earlier = found.get(mention.ticket);
    if (!earlier || STRENGTH[mention.verb] > STRENGTH[earlier.verb]) {
      found.set(mention.ticket, mention);
    }
  }
  return [...found.values()].slice(0, MAX_MENTIONS);
}

function commitsNamed(
  message: string,
  pattern: RegExp,
  repository: RepositoryName,
): string[] {
  const read = message.slice(0, MAX_MENTION_TEXT);
  const shas = new Set<string>();
  for (const match of read.matchAll(pattern)) {
    if (shas.size >= MAX_REFERENCES) break;
    shas.add(match[1]);
  }
  return [...shas].map(sha => commitKey(repository, sha));
}

/** Commits a message says it reverts, in the words of `git revert`, as keys. */
export function revertsOfMessage(
  message: string,
  repository: RepositoryName,
): string[] {
  return commitsNamed(message, REVERT, repository);
}

/** Commits a message says it was picked from (`git cherry-pick -x`), as keys. */
export function cherryPicksOfMessage(
  message: string,
  repository: RepositoryName,
): string[] {
  return commitsNamed(message, CHERRY_PICK, repository);
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
