import { issueKey, RepositoryName, ticketKey } from './keys';
import { storableText, withoutAddresses } from './text';

/** Where a ticket was named. */
export type MentionPlace = 'title' | 'body' | 'branch' | 'message' | 'trailer';

/** A ticket named in a text: evidence for an edge, not yet an edge. */
export interface Mention {
  /** Node key of the ticket. */
  ticket: string;
  /** What the text claims. "Mentions" is not "implements". */
  verb: 'mentions' | 'implements' | 'closes';
  where: MentionPlace;
  /** What was read, with a little around it. */
  text: string;
}

/** How many mentions one text yields at most. */
export const MAX_MENTIONS = 50;
/** How much of a text is read, in characters. */
export const MAX_MENTION_TEXT = 65_536;

/**
 * Prefixes that look like a tracker's and are names of standards, formats or
 * versions.
 */
const NOT_A_TRACKER = new Set([
  'AES',
  'ANSI',
  'ASCII',
  'BASE',
  'BCP',
  'BLAKE',
  'CP',
  'CSS',
  'CVE',
  'CWE',
  'ECMA',
  'ES',
  'GHSA',
  'GPL',
  'HTML',
  'HTTP',
  'IEC',
  'IEEE',
  'ISO',
  'JDK',
  'JSR',
  'KB',
  'LGPL',
  'MD',
  'MP',
  'PEP',
  'RC',
  'RFC',
  'RSA',
  'SHA',
  'SSL',
  'TLS',
  'UCS',
  'UTC',
  'UTF',
  'WCAG',
  'WIN',
  'X',
]);

const TRACKER_KEY =
  /(?<![\w.-])([A-Z][A-Z0-9]{1,9})-([1-9]\d{0,6})(?![\w]|-\d|\.\d)/g;
const BRANCH_KEY =
  /(?<![a-z0-9.])([a-z][a-z0-9]{1,9})-([1-9]\d{0,6})(?![a-z0-9]|\.[\dx]|-\d\d)/gi;
const FORGE_REFERENCE =
  /(?<![\w&/#.-])(?:([\w.-]{1,39}\/[\w.-]{1,100}))?#([1-9]\d{0,8})(?!\w)/g;
/** `v2-1` in a branch is a version. */
const VERSION_PREFIX = /^V\d+$/;
/** The title that forges and git give a revert: it quotes another title. */
const REVERT_TITLE = /^revert\b/i;
const CLOSING =
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|implement(?:s|ed)?)\b[:\s]*(?:issue\s+)?$/i;

function around(text: string, index: number, length: number): string {
  const from = Math.max(0, index - 20);
  const to = Math.min(text.length, index + length + 20);
  return storableText(text.slice(from, to), to - from)
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The tickets a text names, first ones first, at most {@link MAX_MENTIONS}.
 *
 * A key in a title, branch or trailer says what the change is about:
 * `implements`. A closing keyword before it says `closes`. Anything else in a
 * body or message only `mentions`, and so does the title of a revert, which
 * quotes the title of what it takes back. No e-mail addresses are kept. Whether a prefix means anything is not decided here: that
 * depends on the entity, and annotations may change.
 *
 * @param repository - what `#12` belongs to; without it such references are
 *   not read
 */
export function findMentions(
  text: string | null | undefined,
  where: MentionPlace,
  repository?: RepositoryName,
): Mention[] {
  if (!text) return [];
  const read = withoutAddresses(text.slice(0, MAX_MENTION_TEXT));
  const found = new Map<string, Mention>();
  const direct =
    where === 'branch' ||
    where === 'trailer' ||
    (where === 'title' && !REVERT_TITLE.test(read));

  const add = (ticket: string, index: number, length: number) => {
    if (found.size >= MAX_MENTIONS && !found.has(ticket)) return;
    const closes = CLOSING.test(read.slice(Math.max(0, index - 40), index));
    let verb: Mention['verb'] = direct ? 'implements' : 'mentions';
    if (closes) verb = 'closes';
    const earlier = found.get(ticket);
    if (earlier && !(verb === 'closes' && earlier.verb !== 'closes')) return;
    found.set(ticket, {
      ticket,
      verb,
      where,
      text: around(read, index, length),
    });
  };

  const pattern = where === 'branch' ? BRANCH_KEY : TRACKER_KEY;
  for (const match of read.matchAll(pattern)) {
    if (found.size >= MAX_MENTIONS) break;
    const prefix = match[1].toUpperCase();
    if (!NOT_A_TRACKER.has(prefix) && !VERSION_PREFIX.test(prefix)) {
      add(ticketKey(`${prefix}-${match[2]}`), match.index, match[0].length);
    }
  }
  if (repository && where !== 'branch') {
    const host = repository.slice(0, repository.indexOf('/'));
    for (const match of read.matchAll(FORGE_REFERENCE)) {
      if (found.size >= MAX_MENTIONS) break;
      const target = match[1]
        ? `${host}/${match[1].toLowerCase()}`
        : repository;
      add(issueKey(target, Number(match[2])), match.index, match[0].length);
    }
  }
  return [...found.values()];
}
