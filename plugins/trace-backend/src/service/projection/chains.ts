import { groupBy } from '@throughline/backend-kit';
import { CommitAttributes } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  EntityChain,
  replaceChains,
} from '../../database/graph/operations/chains';
import {
  readEdgesFrom,
  readEdgesTo,
} from '../../database/graph/operations/edges';
import {
  readEntitiesOfRepositories,
  replaceNodeEntities,
} from '../../database/graph/operations/entities';
import { readLines } from '../../database/graph/operations/lines';
import { readNodes } from '../../database/graph/operations/nodes';
import { readProjectionSettings } from '../../database/graph/operations/projectionSettings';
import { readRestrictionPolicy } from '../../database/graph/operations/restrictionPolicy';
import { readSteps } from '../../database/graph/operations/rollouts';
import { isUnlinked } from '../../decisions/applyDecisions';
import { enqueueWork } from '../../database/graph/operations/work';
import { FlowBatch } from '../../flow/storeFlows';
import { entitiesOfPaths } from '../../graph/attribution';
import { buildChain, ChainParts } from '../../graph/chain';
import { landedAt } from '../../graph/landedAt';
import { stepsInEntity } from '../../graph/mergeSteps';
import { GraphEdge, GraphNode } from '../../graph/types';
import { readCausedIncidents } from '../../incidents/causingIncidents';
import { findRestrictedChanges } from '../../restriction/findRestricted';
import { forgetWhatWasSaid } from '../../restriction/forgetWhatWasSaid';
import { isRestrictedIssue } from '../../restriction/policy';
import { TicketPatterns } from '../../tickets/TicketPatterns';
import { readCopies } from './copies';
import { hasLanded, readTakenBack } from './takenBack';
import { readHeadFindings } from './headFindings';
import { commitsWithFlakes } from './flakes';
import { UnownedBatch } from './unownedBatch';

const TICKET_LINKS = ['implements', 'closes', 'mentions'];

/** The edges and nodes around a batch of changes, read together. */
interface Neighbourhood {
  changes: GraphNode[];
  nodes: Map<string, GraphNode>;
  /** Edges that start at a change or one of its commits. */
  from: Map<string, GraphEdge[]>;
  /** Edges that end at a change or one of its commits. */
  to: Map<string, GraphEdge[]>;
  /** Changes that revert one of them, and were reverted themselves. */
  takenBack: ReadonlySet<string>;
}

async function readNeighbourhood(
  knex: Knex,
  keys: string[],
): Promise<Neighbourhood> {
  const changes = await readNodes(knex, keys);
  const own = await readEdgesFrom(knex, changes.keys());
  const commits = own
    .filter(({ type }) => type === 'head' || type === 'landedAs')
    .map(({ to }) => to);
  const ofCommits = await readEdgesFrom(knex, commits, [
    'reverts',
    'relands',
    'equivalentTo',
  ]);
  const incoming = await readEdgesTo(
    knex,
    [...changes.keys(), ...commits],
    ['ranOn', 'reverts', 'causedBy'],
  );
  // Reverts speak of changes or of commits; commits lead on to changes.
  const revertEdges = [...own, ...ofCommits, ...incoming].filter(
    ({ type }) => type === 'reverts',
  );
  const revertCommits = revertEdges
    .flatMap(({ from, to }) => [from, to])
    .filter(key => key.startsWith('commit:'));
  const landings = await readEdgesTo(knex, revertCommits, ['landedAs']);
  const takenBack = await readTakenBack(knex, [
    ...incoming
      .filter(({ type }) => type === 'reverts')
      .map(({ from }) => from)
      .filter(key => key.startsWith('change:')),
    ...landings.map(({ from }) => from),
  ]);
  const nodes = await readNodes(knex, [
    ...commits,
    ...own.map(({ to }) => to),
    ...incoming.map(({ from }) => from),
    ...revertEdges.flatMap(({ from, to }) => [from, to]),
    ...landings.map(({ from }) => from),
  ]);
  return {
    changes: [...changes.values()],
    nodes: new Map([...nodes, ...changes]),
    from: groupBy([...own, ...ofCommits], ({ from }) => from),
    to: groupBy([...incoming, ...landings], ({ to }) => to),
    takenBack,
  };
}

function label(node: GraphNode): string {
  return node.state.number === undefined
    ? String(node.state.mergeSha).slice(0, 7)
    : `#${node.state.number}`;
}

/** The changes a node stands for: itself, or what landed as the commit. */
function changesBehind(key: string, around: Neighbourhood): GraphNode[] {
  const keys = key.startsWith('change:')
    ? [key]
    : (around.to.get(key) ?? [])
        .filter(({ type }) => type === 'landedAs')
        .map(({ from }) => from);
  return keys.flatMap(change => around.nodes.get(change) ?? []);
}

function distinctNodes(nodes: GraphNode[], except: string): GraphNode[] {
  return [...new Map(nodes.map(node => [node.key, node])).values()]
    .filter(({ key }) => key !== except)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function partsOf(
  change: GraphNode,
  around: Neighbourhood,
): Omit<ChainParts, 'pathsUnknown' | 'restricted' | 'restrictedIssues'> {
  const own = around.from.get(change.key) ?? [];
  const commitsBy = (type: string) =>
    own
      .filter(edge => edge.type === type)
      .flatMap(({ to }) => around.nodes.get(to) ?? []);
  const head = commitsBy('head');
  const landed = commitsBy('landedAs');
  const direct = change.state.direct === true;
  const commitKeys = own
    .filter(({ type }) => type === 'head' || type === 'landedAs')
    .map(({ to }) => to);
  const incoming = [change.key, ...new Set(commitKeys)].flatMap(
    key => around.to.get(key) ?? [],
  );
  const sources = (type: string, kind: string) =>
    distinctNodes(
      incoming
        .filter(edge => edge.type === type && !isUnlinked(edge))
        .flatMap(({ from }) => around.nodes.get(from) ?? [])
        .filter(node => node.kind === kind),
      change.key,
    );
  const outgoingReverts = [change.key, ...landed.map(({ key }) => key)]
    .flatMap(key => around.from.get(key) ?? [])
    .filter(({ type }) => type === 'reverts');
  const reverts = distinctNodes(
    outgoingReverts.flatMap(({ to }) => changesBehind(to, around)),
    change.key,
  );
  const revertedBy = distinctNodes(
    incoming
      .filter(({ type }) => type === 'reverts')
      .flatMap(({ from }) => changesBehind(from, around)),
    change.key,
  ).filter(node => hasLanded(node) && !around.takenBack.has(node.key));

  return {
    change,
    tickets: own
      .filter(edge => TICKET_LINKS.includes(edge.type) && !isUnlinked(edge))
      .map(edge => ({ edge, node: around.nodes.get(edge.to) })),
    head: direct ? [] : head,
    landed,
    reports: sources('ranOn', 'testSuiteRun'),
    checks: sources('ranOn', 'pipelineRun'),
    incidents: sources('causedBy', 'incident'),
    reverts: reverts.map(node => ({ id: node.key, label: label(node) })),
    revertedBy: revertedBy.map(node => ({
      id: node.key,
      label: label(node),
      at: String(node.state.mergedAt ?? node.at),
    })),
  };
}

/** What a change touched, as far as sources said. */
interface Touched {
  paths?: string[];
  /** There are more than those. */
  truncated: boolean;
}

type WithPaths = Pick<CommitAttributes, 'paths' | 'pathsTruncated'>;

function pathsOf(nodes: GraphNode[]): Touched & { complete: boolean } {
  const states = nodes.map(({ state }) => state as unknown as WithPaths);
  const known = states.flatMap(({ paths }) => paths ?? []);
  const truncated = states.some(({ pathsTruncated }) => pathsTruncated);
  return {
    paths: known.length > 0 ? [...new Set(known)] : undefined,
    truncated,
    complete: !truncated && states.every(({ paths }) => paths),
  };
}

/**
 * What a change touched on the base branch. Before it is there, or while that
 * is not known: what the request itself said last, with what its commits say,
 * some of which may have come since.
 */
function touchedBy({
  change,
  head,
  landed,
}: Pick<ChainParts, 'change' | 'head' | 'landed'>): Touched {
  const onBase = pathsOf(landed);
  if (onBase.paths) return onBase;
  const request = pathsOf([change]);
  const branch = pathsOf(head);
  if (!request.paths) return branch;
  return {
    paths: [...new Set([...request.paths, ...(branch.paths ?? [])])],
    truncated: request.truncated && !(branch.paths && branch.complete),
  };
}

/**
 * Last stage: attributes changes to entities, and writes each one's chain the
 * way it will be read. A function of the graph and of the catalog; it changes
 * neither.
 *
 * @param keys - keys of changes
 * @param changed - gets refs of the entities whose chains became others
 */
export async function projectChains(
  tx: Knex.Transaction,
  keys: string[],
  changed: Set<string>,
): Promise<void> {
  const around = await readNeighbourhood(tx, keys);
  const entities = await readEntitiesOfRepositories(
    tx,
    new Set(around.changes.map(({ repository }) => repository!)),
  );
  const refs = [...entities.values()].flat().map(({ ref }) => ref);
  const lines = await readLines(tx, refs);
  const copies = await readCopies(tx, around.changes, around.from);
  const steps = await readSteps(tx, [...copies.values()].flat(3));

  const scans = await readHeadFindings(tx, around.changes);
  const causedBy = await readCausedIncidents(tx, [...steps.values()].flat());

  const settings = await readProjectionSettings(tx);
  const patterns = new TicketPatterns(settings.tickets);
  const policy = await readRestrictionPolicy(tx);
  const restricted = await findRestrictedChanges(tx, policy, keys, {
    edges: [...around.from.values()].flat(),
    nodes: around.nodes,
  });

  const attribution = new Map<string, string[]>(keys.map(key => [key, []]));
  const chains: EntityChain[] = [];
  const flows = new FlowBatch();
  const unowned = new UnownedBatch();
  for (const change of around.changes) {
    const parts = partsOf(change, around);
    const candidates = entities.get(change.repository!) ?? [];
    const { paths, truncated } = touchedBy(parts);
    const belongsTo = entitiesOfPaths(paths, candidates);
    attribution.set(change.key, belongsTo);
    unowned.add(change, parts.landed, candidates, {
      paths,
      restricted: restricted.has(change.key),
      owned: belongsTo.length > 0,
    });
    const pathsUnknown =
      (paths === undefined || truncated) &&
      candidates.some(entity => entity.paths.length > 0);
    for (const ref of belongsTo) {
      const entity = candidates.find(candidate => candidate.ref === ref)!;
      const ownSteps = stepsInEntity(copies.get(change.key)!, steps, {
        entityRef: ref,
        repository: change.repository,
        landedAt:
          landedAt(change, parts.landed) ??
          (change.state.mergedAt as string | undefined),
        beside:
          change.state.intoDefaultBranch === false
            ? String(change.state.mergeSha)
            : undefined,
      });
      const incidents = causedBy(ref, ownSteps);
      const issues = new Map([
        ...parts.tickets.map(({ edge, node }) => [edge.to, node] as const),
        ...[...parts.incidents, ...incidents.map(({ node }) => node)].map(
          node => [node.key, node] as const,
        ),
      ]);
      const restrictedIssues = new Set(
        [...issues.keys()].filter(key =>
          isRestrictedIssue(policy, key, issues.get(key)?.state),
        ),
      );
      const whole = {
        ...parts,
        pathsUnknown,
        restricted: restricted.has(change.key),
        restrictedIssues,
        addressOf: (ticket: string) => patterns.addressOf(ticket),
        authorshipSettings: settings.authorship,
        scans: scans.get(change.key),
      };
      const of = {
        entity: patterns.known(entity),
        lines: lines.get(ref) ?? [],
        steps: ownSteps,
        incidents,
      };
      const chain = buildChain(whole, of);
      chains.push({ entityRef: ref, chain });
      flows.add(chain, whole, of, paths);
    }
  }
  await replaceNodeEntities(tx, attribution);
  await enqueueWork(
    tx,
    'flake',
    commitsWithFlakes([...around.to.values()].flat(), around.nodes),
  );
  const { owners, before } = await replaceChains(tx, keys, chains);
  await forgetWhatWasSaid(tx, before, { policy, restricted });
  await flows.store(tx, keys);
  await unowned.store(tx, keys);
  owners.forEach(ref => changed.add(ref));
}
