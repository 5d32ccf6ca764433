import { ReleaseTickets } from '@throughline/plugin-trace-common';
import { ReleaseHistory } from './history';

/** Tag → tickets. */
export type Found = Map<string, Set<string>>;

/** How well what was found fits what is noted. */
export interface Score {
  precision: number;
  recall: number;
  f1: number;
}

export function foundIn(releases: ReleaseTickets[]): Found {
  return new Map(
    releases.map(({ tag, tickets }) => [
      tag,
      new Set(tickets.map(({ ticket }) => ticket)),
    ]),
  );
}

/**
 * What a plain expression finds: every key in a message of a commit that a tag
 * reaches and the one before it does not.
 */
export function plainly({ commits, tags, prefix }: ReleaseHistory): Found {
  const known = new Map(commits.map(commit => [commit.sha, commit]));
  const pattern = new RegExp(`\\b${prefix}-(\\d+)\\b`, 'gi');
  let before = new Set<string>();
  return new Map(
    tags.map(({ tag, sha }) => {
      const reached = new Set<string>();
      const queue = [sha];
      while (queue.length > 0) {
        const commit = known.get(queue.pop()!);
        if (commit && !reached.has(commit.sha)) {
          reached.add(commit.sha);
          queue.push(...commit.parents);
        }
      }
      const found = new Set<string>();
      for (const commit of reached) {
        if (before.has(commit)) continue;
        for (const match of known.get(commit)!.message.matchAll(pattern)) {
          found.add(`${prefix}-${match[1]}`);
        }
      }
      before = reached;
      return [tag, found];
    }),
  );
}

/** Over every release but the first, of which nothing tells what was before. */
export function scoreOf(found: Found, noted: Map<string, string[]>): Score {
  let right = 0;
  let all = 0;
  let wanted = 0;
  for (const tag of [...noted.keys()].slice(1)) {
    const tickets = found.get(tag) ?? new Set();
    const expected = new Set(noted.get(tag));
    right += [...tickets].filter(ticket => expected.has(ticket)).length;
    all += tickets.size;
    wanted += expected.size;
  }
  return {
    precision: right / all,
    recall: right / wanted,
    f1: (2 * right) / (all + wanted),
  };
}

/** One line a ticket that one has and the other has not. */
export function differences(
  ours: Found,
  others: Found,
  name: string,
): string[] {
  return [...ours.keys()].slice(1).flatMap(tag => {
    const mine = ours.get(tag)!;
    const theirs = others.get(tag) ?? new Set<string>();
    return [
      ...[...mine].filter(ticket => !theirs.has(ticket)).map(t => [t, 'ours']),
      ...[...theirs].filter(ticket => !mine.has(ticket)).map(t => [t, name]),
    ].map(([ticket, where]) => `${tag}: ${ticket} only in ${where}`);
  });
}
