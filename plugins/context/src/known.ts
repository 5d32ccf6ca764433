import type { EntityContext } from '@throughline/plugin-context-common';

/** Whether everybody who takes part has said what they know. */
export function isWhollyKnown({ sections, sources }: EntityContext): boolean {
  return (
    sources.every(({ state }) => state === 'answering') &&
    sections.every(({ status, stale }) => status !== 'unknown' && !stale)
  );
}
