import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  EdgeView,
  NODE_KINDS,
  NodeKind,
  NodeResponse,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesAround } from '../database/graph/operations/edges';
import { readNodes } from '../database/graph/operations/nodes';
import { GraphEdge, GraphNode } from '../graph/types';
import { findRestrictedNodes } from '../restriction/findRestricted';
import { showDecision } from '../decisions/showDecision';
import { markSummary, withoutRestricted } from '../restriction/redact';
import { entitiesOfNodes } from './entitiesOfNodes';
import { toSummary } from './steps';
import { Visibility } from './Visibility';

/** Edges returned with a node. */
const MAX_EDGES = 200;

/**
 * Registers that name other nodes. Edges say the same, and hide the ends that
 * the reader may not see. Likewise what rules read: what they find is shown.
 */
const SAID_BY_EDGES = new Set([
  'causedBy',
  'cherryPickOf',
  'developedIn',
  'mentions',
  'partOf',
  'relands',
  'reverts',
  'signatures',
  'words',
]);

function attributesOf({ state }: GraphNode): JsonObject {
  return Object.fromEntries(
    Object.entries(state).filter(
      ([name]) =>
        !SAID_BY_EDGES.has(name) && !/^(?:decided|samePatch):/.test(name),
    ),
  );
}

/** A node that is only referred to: no source spoke of it itself. */
function referredTo(key: string): GraphNode {
  const [prefix] = key.split(':', 1);
  const kind = NODE_KINDS.find(known => known === prefix) ?? 'ticket';
  return {
    key,
    kind: kind as NodeKind,
    title: key.slice(prefix.length + 1),
    at: '',
    state: {},
  };
}

/** Reads single nodes of the graph, for readers who may see them. */
export class NodeReader {
  constructor(
    private readonly knex: Knex,
    private readonly visibility: Visibility,
  ) {}

  /**
   * A node with its edges. Ends that the reader may not see are `hidden`.
   *
   * @throws NotFoundError in the same words whether it does not exist or the
   *   reader may see none of its entities
   */
  async read(
    key: string,
    credentials: BackstageCredentials,
  ): Promise<NodeResponse> {
    const nodes = await readNodes(this.knex, [key]);
    const node = nodes.get(key);
    const edges = node ? await this.edges(key) : [];
    const shown = edges.slice(0, MAX_EDGES);
    const otherKeys = shown.map(edge =>
      edge.from === key ? edge.to : edge.from,
    );
    const others = await readNodes(this.knex, otherKeys);
    const owners = await entitiesOfNodes(this.knex, [key, ...otherKeys]);

    const { visible, restricted: readable } =
      await this.visibility.visibleEntities(
        [...owners.values()].flat(),
        credentials,
      );
    const seesUnowned = await this.visibility.seesUnowned(credentials);
    const isVisible = (id: string) => {
      const refs = owners.get(id) ?? [];
      return refs.length === 0
        ? seesUnowned
        : refs.some(ref => visible.has(ref));
    };
    if (!node || !isVisible(key)) throw new NotFoundError(`No node ${key}`);

    const restricted = await findRestrictedNodes(this.knex, [
      key,
      ...otherKeys,
    ]);
    // What belongs to no entity is read by nobody: there is none to decide on.
    const isReadable = (id: string) =>
      (owners.get(id) ?? []).some(ref => readable.has(ref));
    const hides = (id: string) => restricted.has(id) && !isReadable(id);
    const present = (known: GraphNode) =>
      isReadable(known.key) ? known : withoutRestricted(known, restricted);
    const summaryOf = (known: GraphNode) =>
      markSummary(toSummary(present(known)), {
        restricted: restricted.has(known.key),
        shown: isReadable(known.key),
      });

    return {
      node: {
        ...summaryOf(node),
        attributes: attributesOf(present(node)),
        entityRefs: (owners.get(key) ?? []).filter(ref => visible.has(ref)),
      },
      edges: shown.map((edge, index): EdgeView => {
        const otherKey = otherKeys[index];
        const other = others.get(otherKey);
        const direction = edge.from === key ? 'out' : 'in';
        const { type, rule, confidence } = edge;
        if (other && !isVisible(otherKey)) {
          return { type, direction, rule, confidence, other: { hidden: true } };
        }
        return {
          type,
          direction,
          rule,
          text: hides(key) || hides(otherKey) ? undefined : edge.text,
          where: edge.place,
          confidence,
          ...showDecision(edge, hides(key) || hides(otherKey)),
          other: summaryOf(other ?? referredTo(otherKey)),
        };
      }),
      edgesTruncated: edges.length > MAX_EDGES,
    };
  }

  private async edges(key: string): Promise<GraphEdge[]> {
    // One more than is shown tells whether there are more.
    const all = await readEdgesAround(this.knex, key, MAX_EDGES + 1);
    return all.sort(
      (a, b) =>
        b.confidence - a.confidence ||
        `${a.type} ${a.from} ${a.to}`.localeCompare(
          `${b.type} ${b.from} ${b.to}`,
        ),
    );
  }
}
