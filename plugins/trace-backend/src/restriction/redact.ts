import { JsonObject, JsonValue } from '@backstage/types';
import {
  AuthorshipEvidence,
  Chain,
  commitKey,
  NodeSummary,
  TicketSummary,
} from '@throughline/plugin-trace-common';
import { GraphNode } from '../graph/types';

/** What stands for a title that is not shown. */
export const RESTRICTED = 'Restricted';

/**
 * Registers that hold nothing people wrote, by the beginning of a node's key.
 * Whatever else a source may say of it is left out.
 */
const WORDLESS: Record<string, RegExp> = {
  issue: /^(?:key|state|incident|restricted|createdAt|closedAt)$/,
  incident:
    /^(?:key|state|urgency|services|environment|restricted|createdAt|acknowledgedAt|closedAt)$/,
  finding:
    /^(?:subtype|tool|severity|state|restricted|createdAt|fixedAt|dismissedAt)$/,
  change:
    /^(?:number|state|draft|direct|author|headSha|mergeSha|intoDefaultBranch|createdAt|mergedAt|closedAt|readyAt|additions|deletions|changedFiles|commits|requestedReviews|review:.*)$/,
  commit: /^(?:sha|author|authoredAt|committedAt|parents|onDefaultBranch)$/,
};
/**
 * Registers of what runs or ships a commit that name its branch. Addresses do:
 * of logs, of previews, of jobs that are there once a branch.
 */
const BRANCH_NAMES = new Set(['branch', 'ref', 'url']);

const short = (sha: unknown) => String(sha).slice(0, 7);
const prefixOf = (key: string) => key.slice(0, key.indexOf(':'));

/** What a restricted node is called to everybody: its number, key or hash. */
function publicTitle({ key, kind, state }: GraphNode): string {
  if (kind === 'commit') return `${RESTRICTED} commit ${short(state.sha)}`;
  if (kind !== 'change') {
    const name = state.key ?? key.slice(key.indexOf(':') + 1);
    return `${RESTRICTED} ${kind} ${name}`;
  }
  return state.number === undefined
    ? `${RESTRICTED} change ${short(state.mergeSha)}`
    : `${RESTRICTED} change #${state.number}`;
}

/** A restricted node without a word that people wrote. */
function redactNode(node: GraphNode): GraphNode {
  const wordless = WORDLESS[prefixOf(node.key)];
  return {
    ...node,
    title: publicTitle(node),
    url: undefined,
    state: Object.fromEntries(
      Object.entries(node.state).filter(([name]) => wordless.test(name)),
    ),
  };
}

/** The commit that a run, a deployment or an artifact is of. */
export function commitOf({ kind, repository, state }: GraphNode) {
  const carries = kind !== 'change' && kind !== 'commit' && repository;
  return carries && typeof state.sha === 'string'
    ? commitKey(repository, state.sha)
    : undefined;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function withoutBranchNames(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !BRANCH_NAMES.has(name)),
  );
}

/** What runs or ships a restricted commit: all but the names of its branch. */
function withoutBranch(node: GraphNode): GraphNode {
  const registers = Object.entries(withoutBranchNames(node.state));
  return {
    ...node,
    url: undefined,
    state: Object.fromEntries(
      registers.map(([name, value]) => [
        name,
        isObject(value) ? withoutBranchNames(value) : value,
      ]),
    ),
  };
}

/**
 * A node as readers without the permission see it.
 *
 * @param restricted - node keys of what is restricted
 */
export function withoutRestricted(
  node: GraphNode,
  restricted: ReadonlySet<string>,
): GraphNode {
  if (restricted.has(node.key)) return redactNode(node);
  const carried = commitOf(node);
  return carried !== undefined && restricted.has(carried)
    ? withoutBranch(node)
    : node;
}

type Companion = Pick<Chain, 'id' | 'title' | 'number' | 'url' | 'restricted'>;

/** A change in a list as readers without the permission see it. */
export function redactCompanion<T extends Companion>(change: T): T {
  return change.restricted
    ? { ...change, title: RESTRICTED, url: undefined, restricted: 'hidden' }
    : change;
}

function withoutTexts(evidence: AuthorshipEvidence[]): AuthorshipEvidence[] {
  const signs = evidence.map(({ says, rule }) => ({ says, rule, text: '' }));
  return [
    ...new Map(signs.map(sign => [`${sign.says} ${sign.rule}`, sign])).values(),
  ];
}

/** A ticket of a chain as readers without the permission see it. */
export function redactTicket(ticket: TicketSummary): TicketSummary {
  return ticket.restricted
    ? {
        ...ticket,
        title: undefined,
        url: undefined,
        ...(ticket.trackers && {
          trackers: ticket.trackers.map(({ host }) => ({ host })),
        }),
        restricted: 'hidden',
      }
    : ticket;
}

/**
 * A chain as readers without the permission see it: no words of what is
 * restricted in it.
 *
 * @param chain - as it is stored, marked where it is restricted
 */
export function redactChain(chain: Chain): Chain {
  const { authorship } = chain;
  return {
    ...redactCompanion(chain),
    authorship: chain.restricted
      ? {
          ...authorship,
          // Branches, labels and trailers are quoted as they stand.
          evidence: withoutTexts(authorship.evidence),
        }
      : authorship,
    tickets: chain.tickets.map(redactTicket),
    incidents: chain.incidents.map(incident =>
      incident.restricted
        ? {
            ...incident,
            title: RESTRICTED,
            url: undefined,
            restricted: 'hidden' as const,
          }
        : incident,
    ),
  };
}

/** A chain of which all is restricted, until it is known what of it is. */
export function restrictAll(chain: Chain): Chain {
  const restricted = 'shown' as const;
  return {
    ...chain,
    restricted,
    tickets: chain.tickets.map(ticket => ({ ...ticket, restricted })),
    incidents: chain.incidents.map(incident => ({ ...incident, restricted })),
  };
}

/** A summary of a node, marked for a reader. */
export function markSummary(
  summary: NodeSummary,
  options: { restricted: boolean; shown: boolean },
): NodeSummary {
  if (!options.restricted) return summary;
  return { ...summary, restricted: options.shown ? 'shown' : 'hidden' };
}
