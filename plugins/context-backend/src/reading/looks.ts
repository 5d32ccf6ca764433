/** What a user has seen of an entity. */
export interface Look {
  /** What came after it is marked as changed. */
  baseline: number;
  /** The newest revision that was shown. */
  seen: number;
  seenAt: Date;
}

/** A look goes on while less than this passes between its requests. */
export const LOOK_GOES_ON_MS = 30 * 60 * 1_000;

/**
 * From where on changes are marked, at a moment.
 *
 * It is what the user had seen when the look that goes on began. So a mark
 * survives a reload and a restart while somebody looks, and is gone at the next
 * look.
 */
export function baselineOf(look: Look, now: Date): number {
  const goesOn = now.getTime() - look.seenAt.getTime() < LOOK_GOES_ON_MS;
  return goesOn ? look.baseline : look.seen;
}

/**
 * What a user has seen after one more request. Who looks for the first time is
 * shown no marks; who settles, none any more. Requests arrive in any order, so
 * nobody unsees.
 *
 * @param previous - undefined at the first look
 */
export function lookOn(
  previous: Look | undefined,
  request: { revision: number; settle: boolean },
  now: Date,
): Look {
  const { revision, settle } = request;
  if (!previous) return { baseline: revision, seen: revision, seenAt: now };
  const baseline = baselineOf(previous, now);
  return {
    baseline: settle ? Math.max(baseline, revision) : baseline,
    seen: Math.max(previous.seen, revision),
    seenAt: now,
  };
}
