import {
  ChangeAttributes,
  CommitAttributes,
  commitKey,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  readFirstParents,
  readLandings,
} from '../../database/graph/operations/commits';
import {
  readEdgesOfOwners,
  readEdgesTo,
  replaceEdges,
} from '../../database/graph/operations/edges';
import {
  deleteNodes,
  readNodes,
  writeNodes,
} from '../../database/graph/operations/nodes';
import { enqueueWork } from '../../database/graph/operations/work';
import { linkDirect, linkRequest, RequestCommit } from '../../graph/linkChange';
import { GraphEdge, GraphNode } from '../../graph/types';
import { findQuoting } from '../../restriction/findRestricted';
import { readTicketPatterns } from '../../tickets/readTicketPatterns';
import { changesOfCommits, COMMIT_LINKS } from './subjects';
import { readKin } from './backported';
import { readRelanded, readRevertedBehind } from './takenBack';

/** Commits of a request that are followed; forges list no more either. */
const MAX_COMMITS = 250;

type Nodes = Map<string, GraphNode>;
interface Commits {
  head: RequestCommit[];
  landed: RequestCommit[];
}

/** How many commits a request is made of, as far as they are followed. */
const countOf = ({ commits }: ChangeAttributes) =>
  Math.min(Math.max(commits ?? 1, 1), MAX_COMMITS);

function headCommits(shas: string[]): RequestCommit[] {
  return shas.map((sha, index) => ({
    sha,
    rule: index === 0 ? 'head-of-request' : 'branch-history',
    confidence: index === 0 ? 1 : 0.9,
  }));
}

/**
 * What a request became on its base branch: what the push that ended at its
 * merge commit brought; without such a push, what the merge commit's shape says.
 */
function landedCommits(
  state: ChangeAttributes,
  head: RequestCommit[],
  landings: string[],
  tips: { head?: CommitAttributes; merge?: CommitAttributes },
  behindMerge: string[],
): RequestCommit[] {
  if (state.state !== 'merged' || !state.mergeSha) return [];
  const tip: RequestCommit = {
    sha: state.mergeSha,
    rule: 'merge-commit',
    confidence: 1,
  };
  const others = (shas: string[], rule: string, confidence: number) => [
    tip,
    ...shas
      .filter(sha => sha !== state.mergeSha)
      .slice(0, MAX_COMMITS)
      .map(sha => ({ sha, rule, confidence })),
  ];
  if (landings.length > 0) return others(landings, 'push-range', 1);
  if ((tips.merge?.parents?.length ?? 0) > 1) {
    return others(
      head.map(({ sha }) => sha),
      'merge-parents',
      0.95,
    );
  }
  const copied =
    tips.merge?.fingerprint !== undefined &&
    tips.merge.fingerprint === tips.head?.fingerprint;
  if (copied && head.length > 1) {
    return others(behindMerge.slice(0, head.length), 'rebase-range', 0.9);
  }
  return [tip];
}

async function findCommits(
  tx: Knex.Transaction,
  changes: GraphNode[],
): Promise<Map<string, Commits>> {
  const found = new Map<string, Commits>();
  const tips = await readNodes(
    tx,
    changes.flatMap(({ repository, state }) => {
      const { headSha, mergeSha } = state as unknown as ChangeAttributes;
      return [headSha, mergeSha ?? headSha].map(sha =>
        commitKey(repository!, sha),
      );
    }),
  );
  const repositories = new Set(changes.map(({ repository }) => repository!));
  for (const repository of repositories) {
    const own = changes.filter(change => change.repository === repository);
    const states = own.map(({ state }) => state as unknown as ChangeAttributes);
    const walks = await readFirstParents(
      tx,
      repository,
      states.flatMap(state =>
        [state.headSha, state.mergeSha].flatMap(sha =>
          sha ? { sha, count: countOf(state) } : [],
        ),
      ),
    );
    const landings = await readLandings(
      tx,
      repository,
      states.flatMap(({ mergeSha }) => mergeSha ?? []),
    );
    const tip = (sha: string | undefined) =>
      sha === undefined
        ? undefined
        : (tips.get(commitKey(repository, sha))?.state as unknown as
            | CommitAttributes
            | undefined);
    for (const [index, change] of own.entries()) {
      const state = states[index];
      const head = headCommits(
        walks.get(state.headSha)!.slice(0, countOf(state)),
      );
      const brought = landings
        .filter(({ after }) => after === state.mergeSha)
        .map(({ sha }) => sha)
        .sort();
      const landed = landedCommits(
        state,
        head,
        brought,
        { head: tip(state.headSha), merge: tip(state.mergeSha) },
        walks.get(state.mergeSha ?? '') ?? [],
      );
      found.set(change.key, { head, landed });
    }
  }
  return found;
}

const landedAs = (edges: GraphEdge[]) =>
  edges.filter(({ type }) => type === 'landedAs').map(({ to }) => to);
const reverted = (edges: GraphEdge[]) =>
  edges.filter(({ type }) => type === 'reverts').map(({ to }) => to);

function difference(a: string[], b: string[]): string[] {
  const left = new Set(a);
  const right = new Set(b);
  return [
    ...a.filter(key => !right.has(key)),
    ...b.filter(key => !left.has(key)),
  ];
}

/**
 * Changes that these edges say are reverted; and those that revert or copy the
 * changes and commits, or what does, since they are restricted as these are.
 *
 * @param keys - node keys of changes and commits
 */
async function counterparts(
  tx: Knex.Transaction,
  keys: string[],
  edges: GraphEdge[],
): Promise<string[]> {
  const targets = [
    ...reverted(edges),
    ...(await readRelanded(tx, [...keys, ...landedAs(edges)])),
  ];
  const commits = targets.filter(key => key.startsWith('commit:'));
  const held = edges
    .filter(({ type }) => COMMIT_LINKS.includes(type))
    .map(({ to }) => to);
  const directly = [
    ...targets.filter(key => key.startsWith('change:')),
    ...(await changesOfCommits(tx, commits, ['landedAs'])),
  ];
  return [
    ...directly,
    ...(await readRevertedBehind(tx, directly)),
    ...(await findQuoting(tx, [...keys, ...held])),
    ...(await readKin(
      tx,
      keys.filter(key => key.startsWith('change:')),
    )),
  ];
}

/** The tickets whose trackers link any of some changes and commits. */
async function readLinking(
  tx: Knex.Transaction,
  keys: string[],
): Promise<(of: string[]) => string[]> {
  const edges = await readEdgesTo(tx, keys, ['developedIn']);
  return of => {
    const asked = new Set(of);
    return [
      ...new Set(
        edges.filter(({ to }) => asked.has(to)).map(({ from }) => from),
      ),
    ].sort();
  };
}

async function linkRequests(
  tx: Knex.Transaction,
  keys: string[],
): Promise<void> {
  const nodes = await readNodes(tx, keys);
  const changes = [...nodes.values()];
  const found = await findCommits(tx, changes);
  const commitNodes = await readNodes(
    tx,
    changes.flatMap(({ key, repository }) => {
      const { head, landed } = found.get(key)!;
      return [...head, ...landed].map(({ sha }) => commitKey(repository!, sha));
    }),
  );
  const withNodes = (change: GraphNode, commits: RequestCommit[]) =>
    commits.map(commit => ({
      ...commit,
      node: commitNodes.get(commitKey(change.repository!, commit.sha)),
    }));

  const linking = await readLinking(tx, [
    ...changes.map(({ key }) => key),
    ...commitNodes.keys(),
  ]);
  const patterns = await readTicketPatterns(tx);
  const owners = keys.map(key => `change:${key}`);
  const before = await readEdgesOfOwners(tx, owners);
  const after = changes.flatMap(change => {
    const { head, landed } = found.get(change.key)!;
    const own = [...head, ...landed].map(({ sha }) =>
      commitKey(change.repository!, sha),
    );
    return linkRequest(
      change,
      { head: withNodes(change, head), landed: withNodes(change, landed) },
      linking([change.key, ...own]),
      node => patterns.mentionsOf(node),
    );
  });
  await replaceEdges(tx, owners, after);

  await enqueueWork(
    tx,
    'change',
    difference(landedAs(before), landedAs(after)),
  );
  await enqueueWork(tx, 'chain', [
    ...keys,
    ...(await counterparts(tx, keys, [...before, ...after])),
  ]);
}

async function linkDirects(
  tx: Knex.Transaction,
  commitKeys: string[],
): Promise<void> {
  const commits: Nodes = await readNodes(tx, commitKeys);
  const landings = await readEdgesTo(tx, commitKeys, ['landedAs']);
  const covered = new Set(
    landings.filter(({ rule }) => rule !== 'direct-push').map(({ to }) => to),
  );
  const linking = await readLinking(tx, commitKeys);
  const patterns = await readTicketPatterns(tx);
  const owners = commitKeys.map(key => `direct:${key}`);
  const before = await readEdgesOfOwners(tx, owners);
  const directs = [...commits.values()].flatMap(
    commit =>
      linkDirect(commit, covered.has(commit.key), linking([commit.key]), node =>
        patterns.mentionsOf(node),
      ) ?? [],
  );
  const after = directs.flatMap(({ edges }) => edges);
  const held = new Set(
    before.filter(({ type }) => type === 'landedAs').map(({ from }) => from),
  );
  const kept = new Set(directs.map(({ node }) => node.key));

  await replaceEdges(tx, owners, after);
  await writeNodes(
    tx,
    directs.map(({ node }) => node),
  );
  await deleteNodes(
    tx,
    [...held].filter(key => !kept.has(key)),
  );
  await enqueueWork(tx, 'chain', [
    ...held,
    ...kept,
    ...(await counterparts(
      tx,
      [...held, ...kept, ...commitKeys],
      [...before, ...after],
    )),
  ]);
}

/**
 * Second stage: ties changes to their commits and tickets, and makes changes
 * of commits that came without a request.
 *
 * @param keys - keys of changes, and of commits that may be direct changes
 */
export async function projectChanges(
  tx: Knex.Transaction,
  keys: string[],
): Promise<void> {
  const requests = keys.filter(key => key.startsWith('change:'));
  const commits = keys.filter(key => key.startsWith('commit:'));
  if (requests.length > 0) await linkRequests(tx, requests);
  if (commits.length > 0) await linkDirects(tx, commits);
}
