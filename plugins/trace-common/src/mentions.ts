import { Claim, claimsOf, ReadKey } from './claims';
import { issueKey, RepositoryName, ticketKey } from './keys';
import { storableText, withoutAddresses } from './text';

/** Where a ticket was named. */
export type MentionPlace = 'title' | 'body' | 'branch' | 'message' | 'trailer';

/** A ticket named in a text: evidence for an edge, not yet an edge. */
export interface Mention {
  /** Node key of the ticket. */
  ticket: string;
  /** What the text claims. "Mentions" is not "implements". */
  verb: Claim;
  where: MentionPlace;
  /** What was read, with a little around it. */
  text: string;
}

/** How many mentions one text yields at most. */
export const MAX_MENTIONS = 50;
/** How many keys of a text are looked at. */
const MAX_READ = 1_000;
/** Which claim stands where a ticket is named twice. */
export const CLAIM_STRENGTH: Record<Claim, number> = {
  mentions: 0,
  implements: 1,
  closes: 2,
};
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
/** A short number may follow directly: `UTF8`. `KB0010023` is somebody's key. */
const NOISE = /^(?:([A-Z][A-Z0-9]*)-\d|([A-Z]+)\d{1,4}(?!\w))/;
/** The title that forges and git give a revert: it quotes another title. */
const REVERT_TITLE = /^revert\b/i;
/** `PAY-12-RC1` is a version of something that is called after a ticket. */
const VERSION_AFTER = /^-(?:rc|snapshot|alpha|beta|m)[\d.]*(?![\w-])/i;
/**
 * An entry of a list in a commit's message, such as a squash merge leaves of the
 * commits in it: their subjects, which begin with what they are about.
 */
const LIST_ENTRY = /(?:^|\n)[ \t]{0,4}[*-][ \t]{1,4}\[?$/;
/**
 * A line of a commit's message that is headed by a ticket, “[PAY-12] Retry” or
 * “PAY-12: retry”, as subjects are. A sentence that begins with a key (“PAY-12
 * broke it”) has neither brackets nor a colon, and a link has its address.
 */
const LINE_START = /(?:^|\n)[ \t]{0,4}(\[?)$/;

/** What is quoted of a text: what was read there, with a little around it. */
export function around(text: string, index: number, length: number): string {
  const from = Math.max(0, index - 20);
  const to = Math.min(text.length, index + length + 20);
  return storableText(text.slice(from, to), to - from)
    .replace(/\s+/g, ' ')
    .trim();
}

function headsLine(before: string, after: string): boolean {
  if (LIST_ENTRY.test(before)) return true;
  const start = LINE_START.exec(before);
  if (!start) return false;
  return start[1] ? /^\](?!\()/.test(after) : /^:\s/.test(after);
}

/** A line of a request's template: “Ticket: PAY-12”, “**Jira**: [PAY-12]”. */
const LABEL =
  /(?:^|\n)[ \t>*_-]{0,6}(?:tickets?|jira|issues?|story|task|refs?|change(?: request)?)[*_]{0,2}:[*_]{0,2}[ \t]{0,4}\[?$/i;

interface Found extends ReadKey {
  ticket: string;
}

/** Whether what was read, such as `UTF-8` or `SHA256`, is no tracker's key. */
export function isNoise(word: string): boolean {
  const [, hyphened, letters] = NOISE.exec(word.toUpperCase()) ?? [];
  const prefix = hyphened ?? letters;
  return (
    prefix !== undefined && (NOT_A_TRACKER.has(prefix) || /^V\d*$/.test(prefix))
  );
}

/**
 * What a text claims of keys that were read in it, by where it stands and the
 * words before each: see {@link findMentions}.
 *
 * @param read - without addresses
 * @param keys - in the order of the text
 */
export function claimsIn(
  read: string,
  where: MentionPlace,
  keys: ReadKey[],
): Claim[] {
  const direct =
    where === 'branch' ||
    where === 'trailer' ||
    (where === 'title' && !REVERT_TITLE.test(read));
  return claimsOf(read, keys, ({ index, length }) => {
    const before = read.slice(Math.max(0, index - 32), index);
    const after = read.slice(index + length, index + length + 2);
    const said =
      (where === 'message' && headsLine(before, after)) ||
      (where === 'body' && LABEL.test(before));
    return direct || said ? 'implements' : 'mentions';
  });
}

function trackerKeys(read: string, where: MentionPlace): Found[] {
  const found: Found[] = [];
  const pattern = where === 'branch' ? BRANCH_KEY : TRACKER_KEY;
  for (const match of read.matchAll(pattern)) {
    if (found.length >= MAX_READ) break;
    const prefix = match[1].toUpperCase();
    const end = match.index + match[0].length;
    const noise =
      NOT_A_TRACKER.has(prefix) ||
      VERSION_PREFIX.test(prefix) ||
      VERSION_AFTER.test(read.slice(end, end + 20));
    if (!noise) {
      const ticket = ticketKey(`${prefix}-${match[2]}`);
      found.push({ ticket, index: match.index, length: match[0].length });
    }
  }
  return found;
}

function forgeReferences(read: string, repository: RepositoryName): Found[] {
  const found: Found[] = [];
  const host = repository.slice(0, repository.indexOf('/'));
  for (const match of read.matchAll(FORGE_REFERENCE)) {
    if (found.length >= MAX_READ) break;
    const target = match[1] ? `${host}/${match[1].toLowerCase()}` : repository;
    const ticket = issueKey(target, Number(match[2]));
    found.push({ ticket, index: match.index, length: match[0].length });
  }
  return found;
}

/**
 * The tickets a text names, trackers' first, at most {@link MAX_MENTIONS}.
 *
 * A key in a title, branch or trailer says what the change is about:
 * `implements`; so does one that heads a line of a commit's message, or stands
 * in a line for it in a request's body. A closing keyword before it says
 * `closes`. After words that lead elsewhere (“see”, “follow-up to”) it is only
 * mentioned, as is anything else in a body or message, and the title of a
 * revert, which quotes the title of what it takes back. No e-mail addresses are
 * kept. Whether a prefix means anything is not decided here: that depends on
 * the entity, and annotations may change.
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
  const trackers = trackerKeys(read, where);
  const references =
    repository && where !== 'branch' ? forgeReferences(read, repository) : [];
  const inOrder = [...trackers, ...references].sort(
    (a, b) => a.index - b.index,
  );
  const claims = new Map(
    claimsIn(read, where, inOrder).map((claim, position) => [
      inOrder[position],
      claim,
    ]),
  );

  const found = new Map<string, Mention>();
  for (const key of [...trackers, ...references]) {
    const { ticket, index, length } = key;
    const verb = claims.get(key)!;
    const earlier = found.get(ticket);
    if (
      earlier
        ? CLAIM_STRENGTH[verb] > CLAIM_STRENGTH[earlier.verb]
        : found.size < MAX_MENTIONS
    ) {
      found.set(ticket, {
        ticket,
        verb,
        where,
        text: around(read, index, length),
      });
    }
  }
  return [...found.values()];
}
