/** How long a client waits, where none does. */
export interface QuickTiming {
  /** Milliseconds. */
  timeout: number;
  wait(milliseconds: number): Promise<void>;
}

/**
 * Waits for nothing, and remembers how long it was to wait.
 *
 * @param waited - filled with it, in milliseconds
 */
export function quickTiming(waited: number[] = []): QuickTiming {
  return {
    timeout: 10_000,
    wait: async milliseconds => {
      waited.push(milliseconds);
    },
  };
}
