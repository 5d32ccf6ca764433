/**
 * Bounds on what one upload may hold, far above what test runners write. How
 * many bytes it may have is the trace plugin's to say
 * (`trace.ingest.maxBodyBytes`).
 */
export const LIMITS = {
  files: 1_000,
  /** Elements within elements. */
  depth: 64,
  /** Per upload. */
  suites: 20_000,
  /** Per upload. */
  cases: 200_000,
  /** UTF-16 units in one attribute's value. */
  attribute: 1_048_576,
  /** UTF-16 units that are kept of a name. */
  name: 300,
};
