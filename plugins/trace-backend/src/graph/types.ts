import { JsonObject } from '@backstage/types';
import {
  DecisionAttributes,
  EdgeType,
  NodeKind,
} from '@throughline/plugin-trace-common';

/** A node of the delivery graph. */
export interface GraphNode {
  key: string;
  kind: NodeKind;
  /** `host/owner/name`; missing for tracker tickets. */
  repository?: string;
  title: string;
  url?: string;
  /** ISO 8601: its newest fact. */
  at: string;
  /** Register → value, collections included. */
  state: JsonObject;
}

/** An edge of the delivery graph, with its evidence. */
export interface GraphEdge {
  /** `stage:key` of what made it, so that it can be made anew as a whole. */
  owner: string;
  from: string;
  type: EdgeType;
  to: string;
  /** Which rule made it, e.g. `ticket-in-title`. */
  rule: string;
  /** What the rule saw. */
  text?: string;
  /** Where it saw it. */
  place?: string;
  /** 0 to 1. */
  confidence: number;
  /** What a person decided about it; `unlinked`: it is kept and not one. */
  decided?: DecisionAttributes;
}

/** A commit and its parents. No parents: a root. */
export interface CommitParents {
  repository: string;
  sha: string;
  parents: string[];
}

/** A push brought a commit to the default branch. */
export interface Landing {
  repository: string;
  /** The branch's head after the push. */
  after: string;
  sha: string;
}
