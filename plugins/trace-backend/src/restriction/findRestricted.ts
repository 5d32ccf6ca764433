import {
  EdgeType,
  findMentions,
  Mention,
  PushAttributes,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesFrom, readEdgesTo } from '../database/graph/operations/edges';
import { readNodes } from '../database/graph/operations/nodes';
import { readRestrictionPolicy } from '../database/graph/operations/restrictionPolicy';
import { GraphEdge, GraphNode } from '../graph/types';
import { readTicketPatterns } from '../tickets/readTicketPatterns';
import { TicketPatterns } from '../tickets/TicketPatterns';
import { isRestrictedIssue, RestrictionPolicy } from './policy';
import { commitOf } from './redact';

/** Edges by which a change names a ticket. */
const NAMING: EdgeType[] = ['implements', 'closes', 'mentions'];
const COMMITS: EdgeType[] = ['head', 'landedAs'];
/** Edges to what is quoted: a revert's title, and a copy's words. */
const QUOTES: EdgeType[] = ['reverts', 'relands', 'equivalentTo'];
/** How far reverts of reverts and copies of copies are followed. */
const MAX_QUOTES = 10;

type Nodes = ReadonlyMap<string, GraphNode>;

const isChange = (key: string) => key.startsWith('change:');
const isCommit = (key: string) => key.startsWith('commit:');
const isDirect = (key: string) => isChange(key) && key.includes('@');

/**
 * Whether a change is about the ticket it names, so that its title and branch
 * are likely to repeat the ticket's. A revert's title quotes another title; a
 * direct change has its commit's message for one.
 */
function isAbout({ from, type, place }: GraphEdge): boolean {
  return (
    type === 'implements' ||
    type === 'closes' ||
    (type === 'mentions' &&
      (place === 'title' || (place === 'message' && isDirect(from))))
  );
}

/** What is known around the changes that are asked about. */
interface Surroundings {
  /** All edges that start at the changes, and at their commits as quotes. */
  edges: GraphEdge[];
  /** The tickets they name. */
  nodes: Nodes;
}

async function readSurroundings(
  knex: Knex,
  keys: string[],
): Promise<Surroundings> {
  const own = await readEdgesFrom(knex, keys, [
    ...NAMING,
    ...COMMITS,
    ...QUOTES,
  ]);
  const commits = own
    .filter(({ type }) => COMMITS.includes(type))
    .map(({ to }) => to);
  const tickets = own.filter(isAbout).map(({ to }) => to);
  return {
    edges: [...own, ...(await readEdgesFrom(knex, commits, QUOTES))],
    nodes: await readNodes(knex, tickets),
  };
}

/**
 * What each change reverts or copies, by what it and its commits say: changes,
 * and commits that no change holds.
 *
 * @param keys - node keys of changes, and of commits that no change holds
 */
async function readQuoted(
  knex: Knex,
  keys: string[],
  edges: GraphEdge[],
): Promise<Map<string, string[]>> {
  const said = edges.filter(({ type }) => QUOTES.includes(type));
  const holders = await readEdgesTo(
    knex,
    said.map(({ to }) => to).filter(isCommit),
    COMMITS,
  );
  const behind = (key: string) => {
    const changes = holders
      .filter(({ to }) => to === key)
      .map(({ from }) => from);
    return changes.length > 0 ? changes : [key];
  };
  return new Map(
    keys.map(change => {
      const commits = edges
        .filter(({ from, type }) => from === change && COMMITS.includes(type))
        .map(({ to }) => to);
      const own = new Set([change, ...commits]);
      return [
        change,
        said
          // A rebased commit copies what the same change began as.
          .filter(({ from, to }) => own.has(from) && !own.has(to))
          .flatMap(({ to }) => behind(to)),
      ];
    }),
  );
}

/** Whether it, or what it quotes, or what that quotes, is one of these. */
function leadsTo(
  start: string,
  wanted: ReadonlySet<string>,
  quoted: ReadonlyMap<string, string[]>,
): boolean {
  const seen = new Set([start]);
  let reached = [start];
  for (let depth = 0; depth <= MAX_QUOTES; depth += 1) {
    if (reached.some(key => wanted.has(key))) return true;
    reached = reached
      .flatMap(key => quoted.get(key) ?? [])
      .filter(key => !seen.has(key));
    reached.forEach(key => seen.add(key));
  }
  return false;
}

/**
 * Those of the changes that are restricted: they are about a restricted ticket,
 * or revert a change that is, since forges quote its title, or copy commits of
 * one.
 *
 * @param keys - node keys of changes
 * @param around - where it is known already
 */
export async function findRestrictedChanges(
  knex: Knex,
  policy: RestrictionPolicy,
  keys: string[],
  around?: Surroundings,
): Promise<Set<string>> {
  const about = new Set<string>();
  const quoted = new Map<string, string[]>();
  let reached = [...new Set(keys)];
  for (let depth = 0; depth <= MAX_QUOTES && reached.length > 0; depth += 1) {
    const { edges, nodes }: Surroundings =
      depth === 0 && around ? around : await readSurroundings(knex, reached);
    for (const edge of edges.filter(isAbout)) {
      if (isRestrictedIssue(policy, edge.to, nodes.get(edge.to)?.state)) {
        about.add(edge.from);
      }
    }
    for (const [key, quotes] of await readQuoted(knex, reached, edges)) {
      quoted.set(key, quotes);
    }
    reached = [
      ...new Set(reached.flatMap(key => quoted.get(key) ?? [])),
    ].filter(key => !quoted.has(key));
  }
  return new Set(keys.filter(key => leadsTo(key, about, quoted)));
}

/**
 * Changes that revert or copy these, or what does: those that may be restricted
 * because these are.
 *
 * @param keys - node keys of changes and commits
 */
export async function findQuoting(
  knex: Knex,
  keys: string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  let reached = [...new Set(keys)];
  for (let depth = 0; depth < MAX_QUOTES && reached.length > 0; depth += 1) {
    const commits = await readEdgesFrom(knex, reached, COMMITS);
    const said = await readEdgesTo(
      knex,
      [...reached, ...commits.map(({ to }) => to)],
      QUOTES,
    );
    const sayers = said.map(({ from }) => from);
    const holders = await readEdgesTo(knex, sayers.filter(isCommit), COMMITS);
    const next = [...sayers, ...holders.map(({ from }) => from)].filter(
      key => !found.has(key),
    );
    next.forEach(key => found.add(key));
    reached = [...new Set(next)];
  }
  return new Set([...found].filter(isChange));
}

/** What each of the commits reverts or copies, as far as that is followed. */
async function readQuotesOfCommits(
  knex: Knex,
  keys: string[],
): Promise<Map<string, string[]>> {
  const quoted = new Map<string, string[]>();
  let reached = [...new Set(keys)];
  for (let depth = 0; depth <= MAX_QUOTES && reached.length > 0; depth += 1) {
    reached.forEach(key => quoted.set(key, []));
    const said = await readEdgesFrom(knex, reached, QUOTES);
    said.forEach(({ from, to }) => quoted.get(from)!.push(to));
    reached = [...new Set(said.map(({ to }) => to))].filter(
      key => !quoted.has(key),
    );
  }
  return quoted;
}

/** Tickets that a commit's message or its branch names, in any way. */
function ticketsOfCommit(
  commit: GraphNode,
  patterns: TicketPatterns,
): string[] {
  const { state } = commit;
  const mentions = (state.mentions ?? []) as unknown as Mention[];
  const branches = Object.entries(state)
    .filter(([name]) => name.startsWith('push:'))
    .map(([, push]) => (push as unknown as PushAttributes).branch);
  return [
    ...mentions,
    ...patterns.mentionsOf(commit),
    ...branches.flatMap(branch => [
      ...findMentions(branch, 'branch'),
      ...patterns.inText(branch, 'branch'),
    ]),
  ].map(({ ticket }) => ticket);
}

/**
 * Those of the nodes that are restricted, and the commits they are of that are.
 * As it is now, whatever was projected.
 *
 * @param keys - node keys; of tickets also those that no source spoke of
 */
export async function findRestrictedNodes(
  knex: Knex,
  keys: Iterable<string>,
): Promise<Set<string>> {
  const policy = await readRestrictionPolicy(knex);
  const patterns = await readTicketPatterns(knex);
  const asked = [...new Set(keys)];
  const nodes = await readNodes(knex, asked);
  const carried = [...nodes.values()].flatMap(node => commitOf(node) ?? []);
  const commits = [...asked.filter(isCommit), ...carried];
  const quoted = await readQuotesOfCommits(knex, commits);
  const behind = [...quoted.keys()];
  const named = new Map(
    [...(await readNodes(knex, behind.filter(isCommit)))].map(([key, node]) => [
      key,
      ticketsOfCommit(node, patterns),
    ]),
  );
  const tickets = await readNodes(knex, [...named.values()].flat());
  const holders = await readEdgesTo(knex, behind.filter(isCommit), COMMITS);
  const changes = await findRestrictedChanges(knex, policy, [
    ...asked.filter(isChange),
    ...behind.filter(isChange),
    ...holders.map(({ from }) => from),
  ]);
  const quotable = new Set([
    ...changes,
    ...holders.filter(({ from }) => changes.has(from)).map(({ to }) => to),
    ...[...named.keys()].filter(key =>
      named
        .get(key)!
        .some(ticket =>
          isRestrictedIssue(policy, ticket, tickets.get(ticket)?.state),
        ),
    ),
  ]);
  return new Set([
    ...asked.filter(
      key =>
        /^(?:issue|incident|finding):/.test(key) &&
        isRestrictedIssue(policy, key, nodes.get(key)?.state),
    ),
    ...asked.filter(key => changes.has(key)),
    ...commits.filter(key => leadsTo(key, quotable, quoted)),
  ]);
}
