/** A test of an entity that failed and passed on the same commit. */
export interface FlakyTest {
  suite: string;
  test: string;
  /** On how many commits, counted for each job and matrix. */
  occurrences: number;
  /**
   * Minutes between a failed attempt's report and the end of the first later
   * attempt in which it passed, at most four hours each. Tests that failed
   * together waited together: their minutes do not add up.
   */
  waitedMinutes: number;
  /** ISO 8601: when it last failed. */
  lastSeenAt: string;
}

/** `GET /entities/:kind/:namespace/:name/flaky-tests` */
export interface FlakyTestsResponse {
  /** ISO 8601: the period; `to` is not in it. */
  from: string;
  to: string;
  /** Those that were waited for longest first, then the most frequent. */
  items: FlakyTest[];
  /** True when there are more than are listed. */
  truncated: boolean;
}
