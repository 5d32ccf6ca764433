import {
  commitKey,
  findMentions,
  MAX_MENTION_TEXT,
  MAX_MENTIONS,
  Mention,
  RepositoryName,
} from '@throughline/plugin-trace-common';

const MAX_REFERENCES = 20;
const REVERT = /^This reverts commit ([0-9a-f]{64}|[0-9a-f]{40})\b/gm;
const CHERRY_PICK =
  /^\(cherry picked from commit ([0-9a-f]{64}|[0-9a-f]{40})\)$/gm;
/** Trailers whose value is a ticket, not a person or a commit. */
const TICKET_TRAILER =
  /^(?:tickets?|issues?|jira|story|task|bug|fix(?:es)?|closes?|resolves?|implements?):\s*\S.*$/i;
const TRAILER = /^[A-Za-z][A-Za-z0-9-]*:\s/;
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
  return lines.every(line => TRAILER.test(line) || /^(\s|\()/.test(line))
    ? lines.filter(line => TRAILER.test(line))
    : [];
}

/** Tickets a commit's message names; a trailer says more than a sentence. */
export function mentionsOfMessage(
  message: string,
  repository: RepositoryName,
): Mention[] {
  const found = new Map<string, Mention>();
  const tickets = trailersOf(message).filter(line => TICKET_TRAILER.test(line));
  for (const mention of [
    ...findMentions(message, 'message', repository),
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
  const shas = [...message.slice(0, MAX_MENTION_TEXT).matchAll(pattern)].map(
    match => match[1],
  );
  return [...new Set(shas)]
    .slice(0, MAX_REFERENCES)
    .map(sha => commitKey(repository, sha));
}

/** Commits a message says it reverts, in the words of `git revert`. */
export function revertsOfMessage(
  message: string,
  repository: RepositoryName,
): string[] {
  return commitsNamed(message, REVERT, repository);
}

/** Commits a message says it was picked from, as `git cherry-pick -x` writes. */
export function cherryPicksOfMessage(
  message: string,
  repository: RepositoryName,
): string[] {
  return commitsNamed(message, CHERRY_PICK, repository);
}
