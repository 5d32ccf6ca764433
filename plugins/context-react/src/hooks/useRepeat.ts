import { useEffect } from 'react';

/** Calls `work` every `milliseconds` while `active`. */
export function useRepeat(
  work: () => void,
  milliseconds: number,
  active: boolean,
): void {
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(work, milliseconds);
    return () => clearInterval(timer);
  }, [work, milliseconds, active]);
}
