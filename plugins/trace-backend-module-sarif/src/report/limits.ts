/**
 * Bounds on what one upload may hold. How many bytes it may have is the trace
 * plugin's to say (`trace.ingest.maxBodyBytes`).
 */
export const LIMITS = {
  runs: 20,
  /** Of all runs together. */
  results: 5_000,
  /** Of each tool or extension. */
  rules: 25_000,
  extensions: 100,
  artifacts: 100_000,
  /** UTF-16 units that are kept of a name or title. */
  text: 300,
  path: 1_000,
};
