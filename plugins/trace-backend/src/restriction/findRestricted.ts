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
import { isRestrictedIssue, RestrictionPolicy } from './policy';
import { commitOf } from './redact';

/** Edges by which a change names a ticket. */
const NAMING: EdgeType[] = ['implements', 'closes', 'mentions'];
const COMMITS: EdgeType[] = ['head', 'landedAs'];
/** How far reverts of reverts are followed. */
const MAX_REVERTS = 10;

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
  /** All edges that start at the changes, and at their commits as reverts. */
  edges: GraphEdge[];
  /** The tickets they name. */
  nodes: Nodes;
}

async function readSurroundings(
  knex: Knex,
  changes: string[],
): Promise<Surroundings> {
  const own = await readEdgesFrom(knex, changes, [
    ...NAMING,
    ...COMMITS,
    'reverts',
  ]);
  const commits = own
    .filter(({ type }) => COMMITS.includes(type))
    .map(({ to }) => to);
  const tickets = own.filter(isAbout).map(({ to }) => to);
  return {
    edges: [...own, ...(await readEdgesFrom(knex, commits, ['reverts']))],
    nodes: await readNodes(knex, tickets),
  };
}

/** Which changes each change reverts, by what it and its commits say. */
async function readReverted(
  knex: Knex,
  changes: string[],
  edges: GraphEdge[],
): Promise<Map<string, string[]>> {
  const said = edges.filter(({ type }) => type === 'reverts');
  const landings = await readEdgesTo(
    knex,
    said.map(({ to }) => to).filter(isCommit),
    ['landedAs'],
  );
  const behind = (key: string) =>
    isChange(key)
      ? [key]
      : landings.filter(({ to }) => to === key).map(({ from }) => from);
  return new Map(
    changes.map(change => {
      const commits = edges
        .filter(({ from, type }) => from === change && COMMITS.includes(type))
        .map(({ to }) => to);
      const own = new Set([change, ...commits]);
      return [
        change,
        said
          .filter(({ from }) => own.has(from))
          .flatMap(({ to }) => behind(to)),
      ];
    }),
  );
}

/** Whether a change, or what it reverts, or what that reverts, is one of these. */
function leadsTo(
  change: string,
  wanted: ReadonlySet<string>,
  reverts: ReadonlyMap<string, string[]>,
): boolean {
  const seen = new Set([change]);
  let reached = [change];
  for (let depth = 0; depth <= MAX_REVERTS; depth += 1) {
    if (reached.some(key => wanted.has(key))) return true;
    reached = reached
      .flatMap(key => reverts.get(key) ?? [])
      .filter(key => !seen.has(key));
    reached.forEach(key => seen.add(key));
  }
  return false;
}

/**
 * Those of the changes that are restricted: they are about a restricted ticket,
 * or revert a change that is, since forges quote its title.
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
  const reverts = new Map<string, string[]>();
  let reached = [...new Set(keys)];
  for (let depth = 0; depth <= MAX_REVERTS && reached.length > 0; depth += 1) {
    const { edges, nodes }: Surroundings =
      depth === 0 && around ? around : await readSurroundings(knex, reached);
    for (const edge of edges.filter(isAbout)) {
      if (isRestrictedIssue(policy, edge.to, nodes.get(edge.to)?.state)) {
        about.add(edge.from);
      }
    }
    for (const [key, reverted] of await readReverted(knex, reached, edges)) {
      reverts.set(key, reverted);
    }
    reached = [
      ...new Set(reached.flatMap(key => reverts.get(key) ?? [])),
    ].filter(key => !reverts.has(key));
  }
  return new Set(keys.filter(key => leadsTo(key, about, reverts)));
}

/**
 * Changes that revert the changes, or revert what does: those that may be
 * restricted because these are.
 */
export async function findReverting(
  knex: Knex,
  keys: string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  let reached = [...new Set(keys)];
  for (let depth = 0; depth < MAX_REVERTS && reached.length > 0; depth += 1) {
    const commits = await readEdgesFrom(knex, reached, ['landedAs']);
    const said = await readEdgesTo(
      knex,
      [...reached, ...commits.map(({ to }) => to)],
      ['reverts'],
    );
    const sayers = said.map(({ from }) => from);
    const holders = await readEdgesTo(knex, sayers.filter(isCommit), COMMITS);
    const next = [
      ...sayers.filter(isChange),
      ...holders.map(({ from }) => from),
    ].filter(key => !found.has(key));
    next.forEach(key => found.add(key));
    reached = [...new Set(next)];
  }
  return found;
}

/** Tickets that a commit's message or its branch names, in any way. */
function ticketsOfCommit({ state }: GraphNode): string[] {
  const mentions = (state.mentions ?? []) as unknown as Mention[];
  const branches = Object.entries(state)
    .filter(([name]) => name.startsWith('push:'))
    .map(([, push]) => (push as unknown as PushAttributes).branch);
  return [
    ...mentions,
    ...branches.flatMap(branch => findMentions(branch, 'branch')),
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
  const asked = [...new Set(keys)];
  const nodes = await readNodes(knex, asked);
  const carried = [...nodes.values()].flatMap(node => commitOf(node) ?? []);
  const commitNodes = await readNodes(knex, carried);
  const commits = new Map(
    [...nodes, ...commitNodes].filter(([key]) => isCommit(key)),
  );
  const named = new Map(
    [...commits.values()].map(node => [node.key, ticketsOfCommit(node)]),
  );
  const tickets = await readNodes(knex, [...named.values()].flat());
  const commitKeys = [...asked.filter(isCommit), ...carried];
  const holders = await readEdgesTo(knex, commitKeys, COMMITS);
  const changes = await findRestrictedChanges(knex, policy, [
    ...asked.filter(isChange),
    ...holders.map(({ from }) => from),
  ]);
  const naming = commitKeys.filter(key =>
    (named.get(key) ?? []).some(ticket =>
      isRestrictedIssue(policy, ticket, tickets.get(ticket)?.state),
    ),
  );
  return new Set([
    ...asked.filter(
      key =>
        key.startsWith('issue:') &&
        isRestrictedIssue(policy, key, nodes.get(key)?.state),
    ),
    ...asked.filter(key => changes.has(key)),
    ...naming,
    ...holders.filter(({ from }) => changes.has(from)).map(({ to }) => to),
  ]);
}
