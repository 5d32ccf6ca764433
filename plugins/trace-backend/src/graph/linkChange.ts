import {
  ChangeAttributes,
  CommitAttributes,
  commitKey,
  decisionsOf,
  directChangeKey,
  issueKey,
  Mention,
  TICKET_LINKS,
} from '@throughline/plugin-trace-common';
import { applyDecisions } from '../decisions/applyDecisions';
import { isOnDefaultBranch } from './projectSubject';
import { GraphEdge, GraphNode } from './types';

/** How sure a ticket's mention makes us, by where it stands. */
const CONFIDENCE: Record<Mention['where'], number> = {
  title: 0.95,
  trailer: 0.95,
  branch: 0.9,
  message: 0.7,
  body: 0.6,
};

/** A commit of a request, as far as it is known. */
export interface RequestCommit {
  sha: string;
  /** Which rule found it. */
  rule: string;
  confidence: number;
  /** Missing while only its hash is known. */
  node?: GraphNode;
}

function ticketEdges(
  owner: string,
  from: string,
  mentions: Mention[],
): GraphEdge[] {
  return mentions.map(mention => ({
    owner,
    from,
    type: mention.verb,
    to: mention.ticket,
    rule: `ticket-in-${mention.where}`,
    text: mention.text,
    place: mention.where,
    confidence: mention.verb === 'closes' ? 0.95 : CONFIDENCE[mention.where],
  }));
}

/** A tracker that links a change says what the change is about. */
function vendorEdges(
  owner: string,
  from: string,
  tickets: string[],
): GraphEdge[] {
  return tickets.map(to => ({
    owner,
    from,
    type: 'implements',
    to,
    rule: 'vendor-link',
    confidence: 1,
  }));
}

/** Finds the tickets in a node that are written as the settings say. */
export type FindTickets = (node: GraphNode) => Mention[];

const NO_PATTERNS: FindTickets = () => [];

function mentionsOf(node: GraphNode, find: FindTickets): Mention[] {
  const { mentions = [] } = node.state as unknown as { mentions?: Mention[] };
  return [...mentions, ...find(node)];
}

function distinct(edges: GraphEdge[]): GraphEdge[] {
  const byIdentity = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const identity = [edge.from, edge.type, edge.to, edge.rule].join('\n');
    const earlier = byIdentity.get(identity);
    const better =
      !earlier ||
      edge.confidence > earlier.confidence ||
      (edge.confidence === earlier.confidence &&
        (edge.text ?? '') < (earlier.text ?? ''));
    if (better) byIdentity.set(identity, edge);
  }
  return [...byIdentity.values()];
}

/**
 * The edges of a pull or merge request that need its commits to be known:
 * which commits it is made of, what they became on the base branch, and the
 * tickets all of them name.
 *
 * @param linkedBy - tickets whose trackers link it or one of its commits
 * @param find - finds tickets by the patterns of the settings
 */
export function linkRequest(
  change: GraphNode,
  commits: { head: RequestCommit[]; landed: RequestCommit[] },
  linkedBy: string[] = [],
  find: FindTickets = NO_PATTERNS,
): GraphEdge[] {
  const repository = change.repository!;
  const owner = `change:${change.key}`;
  const state = change.state as unknown as ChangeAttributes;
  const edges: GraphEdge[] = [
    ...ticketEdges(owner, change.key, mentionsOf(change, find)),
    ...vendorEdges(owner, change.key, linkedBy),
  ];

  for (const to of state.reverts ?? []) {
    edges.push({
      owner,
      from: change.key,
      type: 'reverts',
      to,
      rule: 'revert-text',
      confidence: 0.95,
    });
  }
  const link = (type: 'head' | 'landedAs', commit: RequestCommit) => {
    edges.push({
      owner,
      from: change.key,
      type,
      to: commitKey(repository, commit.sha),
      rule: commit.rule,
      text: commit.sha,
      confidence: commit.confidence,
    });
    edges.push(
      ...ticketEdges(
        owner,
        change.key,
        commit.node ? mentionsOf(commit.node, find) : [],
      ),
    );
  };
  commits.head.forEach(commit => link('head', commit));
  commits.landed.forEach(commit => link('landedAs', commit));

  const heads = new Map(
    commits.head
      .filter(({ node }) => node?.state.fingerprint)
      .map(({ sha, node }) => [node!.state.fingerprint, sha]),
  );
  for (const { sha, node } of commits.landed) {
    const original = node && heads.get(node.state.fingerprint);
    if (original && original !== sha) {
      edges.push({
        owner,
        from: commitKey(repository, sha),
        type: 'equivalentTo',
        to: commitKey(repository, original),
        rule: 'same-author-date-and-message',
        confidence: 0.9,
      });
    }
  }
  // Forges write a request's own number into the commit it lands as.
  const itself = issueKey(repository, state.number);
  return applyDecisions(
    distinct(edges.filter(({ to }) => to !== itself)),
    { owner, from: change.key, types: TICKET_LINKS },
    // A commit may have been a change of its own before the request was known.
    [change, ...commits.landed.flatMap(({ node }) => node ?? [])].flatMap(
      ({ state: said }) => decisionsOf(said),
    ),
  );
}

/**
 * The change that a commit is when it reached the default branch without a
 * request. Merge commits are none: what they merge stands for itself.
 *
 * @param covered - true when a request landed as this commit
 * @param linkedBy - tickets whose trackers link it
 * @param find - finds tickets by the patterns of the settings
 */
export function linkDirect(
  commit: GraphNode,
  covered: boolean,
  linkedBy: string[] = [],
  find: FindTickets = NO_PATTERNS,
): { node: GraphNode; edges: GraphEdge[] } | undefined {
  const state = commit.state as unknown as CommitAttributes;
  const merges = (state.parents?.length ?? 0) > 1;
  if (covered || merges || !isOnDefaultBranch(commit.state)) return undefined;
  const repository = commit.repository!;
  const key = directChangeKey(repository, state.sha);
  const owner = `direct:${commit.key}`;
  const node: GraphNode = {
    key,
    kind: 'change',
    repository,
    title: state.subject,
    url: state.url,
    at: commit.at,
    state: { direct: true, headSha: state.sha, mergeSha: state.sha },
  };
  const edges = distinct([
    {
      owner,
      from: key,
      type: 'landedAs',
      to: commit.key,
      rule: 'direct-push',
      text: state.sha,
      confidence: 1,
    },
    ...(state.reverts ?? []).map(
      (to): GraphEdge => ({
        owner,
        from: key,
        type: 'reverts',
        to,
        rule: 'revert-message',
        confidence: 0.95,
      }),
    ),
    ...ticketEdges(owner, key, mentionsOf(commit, find)),
    ...vendorEdges(owner, key, linkedBy),
  ]);
  return {
    node,
    edges: applyDecisions(
      edges,
      { owner, from: key, types: TICKET_LINKS },
      decisionsOf(commit.state),
    ),
  };
}
