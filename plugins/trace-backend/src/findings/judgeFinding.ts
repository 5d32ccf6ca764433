import {
  ExceptionAttributes,
  FindingAttributes,
  SeenAttributes,
} from '@throughline/plugin-trace-common';
import { GraphNode } from '../graph/types';

/** When scans of its line reported a finding, and what came after. */
export interface Sighting {
  firstAt?: string;
  firstSha?: string;
  lastAt?: string;
  lastSha?: string;
  lastLine?: number;
  branchAt?: string;
  branchSha?: string;
  /** ISO 8601: the first scan of the default branch after the last sighting. */
  goneAt?: string;
}

/** What is to be said of a finding, without looking at the clock. */
export interface JudgedFinding {
  /** `branch`: the default branch never had it. */
  state: 'open' | 'closed' | 'branch';
  openedAt: string;
  closedAt?: string;
  closedBecause?: 'fixed' | 'dismissed';
  exception?: ExceptionAttributes;
  line?: number;
  /** Hashes of commits it was found in: of many, the first and the last. */
  foundIn: string[];
}

const distinct = (shas: Array<string | undefined>) => [
  ...new Set(shas.filter((sha): sha is string => Boolean(sha))),
];

function seenOf(node: GraphNode): SeenAttributes[] {
  return Object.entries(node.state)
    .filter(([name]) => name.startsWith('seen:'))
    .map(([, value]) => value as unknown as SeenAttributes)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** One whose scans are known: it is open while the newest one reports it. */
function judgeScanned(
  node: GraphNode,
  sighting: Sighting,
): Pick<
  JudgedFinding,
  'state' | 'openedAt' | 'closedAt' | 'closedBecause' | 'line' | 'foundIn'
> {
  const { firstAt, firstSha, lastSha, lastLine, branchAt, branchSha, goneAt } =
    sighting;
  if (!firstAt) {
    return {
      state: 'branch',
      openedAt: branchAt ?? node.at,
      foundIn: distinct([branchSha]),
    };
  }
  const known = {
    openedAt: firstAt,
    line: lastLine,
    foundIn: distinct([firstSha, lastSha]),
  };
  return goneAt
    ? { ...known, state: 'closed', closedAt: goneAt, closedBecause: 'fixed' }
    : { ...known, state: 'open' };
}

/** One of a forge that keeps its state itself. */
function judgeAlert(
  node: GraphNode,
): Pick<
  JudgedFinding,
  'state' | 'openedAt' | 'closedAt' | 'closedBecause' | 'line' | 'foundIn'
> {
  const { state, createdAt, fixedAt, dismissedAt, line } =
    node.state as unknown as FindingAttributes;
  const seen = seenOf(node);
  const known = {
    openedAt: createdAt ?? node.at,
    line,
    foundIn: distinct(seen.map(({ sha }) => sha)).slice(-20),
  };
  if (state !== 'open') {
    return {
      ...known,
      state: 'closed',
      closedAt: (state === 'fixed' ? fixedAt : dismissedAt) ?? node.at,
      closedBecause: state,
    };
  }
  const elsewhere =
    seen.length > 0 && !seen.some(({ defaultBranch }) => defaultBranch);
  return { ...known, state: elsewhere ? 'branch' : 'open' };
}

/**
 * What a finding is: a pure function of what was said of it and of the scans
 * that may have reported it.
 */
export function judgeFinding(
  node: GraphNode,
  sighting: Sighting | undefined,
): JudgedFinding {
  const { category, exception } = node.state as unknown as FindingAttributes;
  const judged =
    category === undefined
      ? judgeAlert(node)
      : judgeScanned(node, sighting ?? {});
  return { ...judged, exception };
}
