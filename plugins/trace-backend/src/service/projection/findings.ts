import { commitKey, FindingAttributes } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { replaceEdges } from '../../database/graph/operations/edges';
import {
  readEntitiesOfRepositories,
  replaceNodeEntities,
} from '../../database/graph/operations/entities';
import {
  readFindings,
  replaceFindings,
  StoredFinding,
} from '../../database/graph/operations/findings';
import { readNodes } from '../../database/graph/operations/nodes';
import {
  lineOf,
  readBranchScans,
  readSightings,
} from '../../database/graph/operations/scans';
import { enqueueWork } from '../../database/graph/operations/work';
import { judgeFinding, JudgedFinding } from '../../findings/judgeFinding';
import { entitiesOfPaths, EntityConfig } from '../../graph/attribution';
import { GraphEdge, GraphNode } from '../../graph/types';
import { changesOfCommits } from './subjects';

/** Scans of other branches whose changes may show a finding. */
const MAX_BRANCH_SCANS = 200;

const ownerOf = (key: string) => `finding:${key}`;

/** The line that a finding's scans are in; empty where it has none. */
function lineOfFinding({ state }: GraphNode): string {
  const { tool, category } = state as unknown as FindingAttributes;
  return category === undefined ? '' : lineOf(tool, category);
}

function edgesOf(node: GraphNode, judged: JudgedFinding): GraphEdge[] {
  return judged.foundIn.map(sha => ({
    owner: ownerOf(node.key),
    from: node.key,
    type: 'foundIn',
    to: commitKey(node.repository!, sha),
    rule: 'reported-for',
    text: String(node.state.tool),
    confidence: 1,
  }));
}

function toStored(
  node: GraphNode,
  judged: JudgedFinding,
  entityRef: string,
  now: string,
): StoredFinding {
  const attributes = node.state as unknown as FindingAttributes;
  const { exception } = judged;
  return {
    entityRef,
    key: node.key,
    repository: node.repository!,
    line: lineOfFinding(node),
    state: judged.state,
    exceptedUntil: exception?.until,
    excepted: exception !== undefined && exception.until >= now,
    finding: JSON.parse(
      JSON.stringify({
        id: node.key,
        subtype: attributes.subtype,
        tool: attributes.tool,
        rule: attributes.rule,
        title: node.title,
        severity: attributes.severity,
        url: node.url,
        path: attributes.path,
        line: judged.line,
        dependency: attributes.dependency,
        openedAt: judged.openedAt,
        closedAt: judged.closedAt,
        closedBecause: judged.closedBecause,
        dismissedReason:
          judged.closedBecause === 'dismissed'
            ? attributes.dismissedReason
            : undefined,
        exception,
        restricted: attributes.restricted === true ? 'shown' : undefined,
      }),
    ),
  };
}

function ownersOf(node: GraphNode, entities: EntityConfig[]): string[] {
  const { path } = node.state as unknown as FindingAttributes;
  return entitiesOfPaths(path === undefined ? undefined : [path], entities);
}

/** What of a finding changes hang on. */
const weight = ({ state, excepted, finding }: StoredFinding) =>
  [state, excepted, finding.severity].join(' ');

/** Changes whose last commit has one of the findings. */
async function changesWith(
  tx: Knex.Transaction,
  findings: StoredFinding[],
  edges: GraphEdge[],
): Promise<string[]> {
  const commits = new Set(edges.map(({ to }) => to));
  const lines = new Map(
    findings
      .filter(({ line }) => line)
      .map(of => [`${of.repository} ${of.line}`, of]),
  );
  const keys = new Set(findings.map(({ key }) => key));
  for (const of of lines.values()) {
    for (const scan of await readBranchScans(tx, of, MAX_BRANCH_SCANS)) {
      if ([...scan.results.keys()].some(key => keys.has(key))) {
        commits.add(commitKey(scan.repository, scan.sha));
      }
    }
  }
  return changesOfCommits(tx, commits, ['head']);
}

/**
 * Before the chains: what is open of each finding, and whose it is. A function
 * of what was said of it, of the scans of its line and of the catalog; only
 * whether an exception is over hangs on the clock.
 *
 * @param keys - keys of findings
 * @param changed - gets refs of the entities that they belong to, or did
 */
export async function projectFindings(
  tx: Knex.Transaction,
  keys: string[],
  changed: Set<string>,
): Promise<void> {
  const now = new Date().toISOString();
  const nodes = [...(await readNodes(tx, keys)).values()];
  const entities = await readEntitiesOfRepositories(
    tx,
    new Set(nodes.map(({ repository }) => repository!)),
  );
  const sightings = await readSightings(
    tx,
    nodes.map(node => ({
      key: node.key,
      repository: node.repository!,
      line: lineOfFinding(node),
    })),
  );
  const held = await readFindings(tx, keys);
  const stored: StoredFinding[] = [];
  const edges: GraphEdge[] = [];
  const owners = new Map<string, string[]>(keys.map(key => [key, []]));
  for (const node of nodes) {
    const judged = judgeFinding(node, sightings.get(node.key));
    const refs = ownersOf(node, entities.get(node.repository!) ?? []);
    owners.set(node.key, refs);
    edges.push(...edgesOf(node, judged));
    for (const ref of refs.length > 0 ? refs : ['']) {
      stored.push(toStored(node, judged, ref, now));
    }
  }
  await replaceFindings(tx, keys, stored);
  await replaceNodeEntities(tx, owners);
  await replaceEdges(tx, keys.map(ownerOf), edges);

  const before = new Map(held.map(one => [one.key, weight(one)]));
  const others = stored.filter(one => before.get(one.key) !== weight(one));
  const otherKeys = new Set(others.map(({ key }) => key));
  await enqueueWork(
    tx,
    'chain',
    await changesWith(
      tx,
      others,
      edges.filter(({ from }) => otherKeys.has(from)),
    ),
  );
  [...held, ...stored]
    .filter(({ entityRef }) => entityRef)
    .forEach(({ entityRef }) => changed.add(entityRef));
}
