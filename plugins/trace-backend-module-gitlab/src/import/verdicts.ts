import { Verdict } from '../reviews';

/** Somebody who approves, as the approvals list them. */
export interface Approval {
  userId: number;
  username: string;
  /** Newer GitLabs say it. */
  at: string | undefined;
}

/** What GitLab wrote of what somebody did to a merge request. */
export interface SystemNote {
  userId: number;
  username: string;
  body: string;
  at: string;
}

/** The request that the verdicts are on. */
export interface Judged {
  number: number;
  updatedAt: string;
  mergedAt: string | null | undefined;
}

const WORDS: Array<[RegExp, Verdict['state']]> = [
  [/^approved this merge request\b/, 'approved'],
  [/^unapproved this merge request\b/, 'dismissed'],
  [/^requested changes\b/, 'changes-requested'],
];

/** The last verdict of each person that GitLab wrote of. */
function writtenVerdicts(notes: SystemNote[], number: number): Verdict[] {
  const last = new Map<number, Verdict>();
  for (const { userId, username, body, at } of notes) {
    const state = WORDS.find(([pattern]) => pattern.test(body))?.[1];
    const earlier = last.get(userId);
    if (state && !(earlier && earlier.at > at)) {
      last.set(userId, { request: number, userId, username, state, at });
    }
  }
  return [...last.values()];
}

/**
 * The verdicts that hold, and those that were taken back. Who approves is in the
 * approvals; when, and who asked for changes, in what GitLab wrote.
 *
 * @param approvals - undefined where they may not be read
 */
export function verdictsOf(
  { number, updatedAt, mergedAt }: Judged,
  approvals: Approval[] | undefined,
  notes: SystemNote[],
): { verdicts: Verdict[]; timesMissing: boolean } {
  const written = writtenVerdicts(notes, number);
  if (!approvals) return { verdicts: written, timesMissing: false };
  const approving = new Map(approvals.map(it => [it.userId, it]));
  const others = written
    .filter(({ userId }) => !approving.has(userId))
    .map(verdict =>
      // Taken back by GitLab itself, as after a push.
      verdict.state === 'approved'
        ? { ...verdict, state: 'dismissed' as const, at: updatedAt }
        : verdict,
    );
  let timesMissing = false;
  const standing = approvals.map(({ userId, username, at }): Verdict => {
    const note = written.find(
      it => it.userId === userId && it.state === 'approved',
    );
    const known = at ?? note?.at;
    if (!known) timesMissing = true;
    const latest = mergedAt && mergedAt < updatedAt ? mergedAt : updatedAt;
    return {
      request: number,
      userId,
      username,
      state: 'approved',
      at: known ?? latest,
    };
  });
  return { verdicts: [...standing, ...others], timesMissing };
}

const READY = /^marked this merge request as \*\*ready\*\*/;

/**
 * When a request became ready for review, and since when this is so: as a draft
 * it is not ready any more.
 */
export function readinessOf(
  request: { draft: boolean; createdAt: string; updatedAt: string },
  notes: SystemNote[],
): { readyAt: string | null; at: string } {
  if (request.draft) return { readyAt: null, at: request.updatedAt };
  const marked = notes.filter(({ body }) => READY.test(body));
  const readyAt = marked
    .map(({ at }) => at)
    .sort()
    .at(-1);
  return readyAt
    ? { readyAt, at: readyAt }
    : { readyAt: request.createdAt, at: request.createdAt };
}
