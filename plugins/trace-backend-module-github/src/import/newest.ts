import { createHash } from 'node:crypto';
import { GraphqlAnswer } from '../client';
import { OverviewAnswer } from './queries/overview';

/** Kinds that are listed by when they changed. */
const BY_CHANGE = ['pulls', 'issues'] as const;
/** Kinds of which it is known whether they are as they were. */
const BY_MARK = ['commits', 'releases', 'tags'] as const;

/** Digests of what the overview says of a kind, by its name. */
export type Marks = Partial<Record<string, string>>;

/** What is there, by one query; nothing of a kind that is refused. */
export interface Newest {
  /** ISO 8601: when the last changed one did. */
  changedAt: Partial<Record<string, string>>;
  marks: Marks;
}

const NEVER = '1970-01-01T00:00:00Z';

/** The newest of each kind. */
export function newestOf({
  data,
  refused,
}: GraphqlAnswer<OverviewAnswer>): Newest {
  const known = (kind: string) =>
    !refused.some(({ path }) => path?.[0] === kind);
  const changed = {
    pulls: data.pulls?.pullRequests,
    issues: data.issues?.issues,
  };
  const newest: Newest = { changedAt: {}, marks: {} };
  for (const kind of BY_CHANGE) {
    const list = changed[kind];
    if (!list?.nodes || !known(kind)) continue;
    newest.changedAt[kind] = list.nodes[0]?.updatedAt ?? NEVER;
  }
  for (const kind of BY_MARK) {
    if (!data[kind] || !known(kind)) continue;
    newest.marks[kind] = createHash('sha256')
      .update(JSON.stringify(data[kind]))
      .digest('hex');
  }
  return newest;
}
