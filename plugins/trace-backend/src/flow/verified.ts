import { Chain } from '@throughline/plugin-trace-common';

/** What the clock and the config say of chains. */
export interface VerifyingClock {
  now: () => Date;
  /** How long a change has to be in production to be verified. */
  afterMs: number;
}

/**
 * A chain as it is at this moment: what was deployed for long enough, with no
 * incident of its own, is verified. Nothing that is stored knows the time.
 */
export function verifiedByNow(
  chain: Chain,
  { now, afterMs }: VerifyingClock,
): Chain {
  if (chain.stage !== 'deployed' || !chain.settledAt) return chain;
  const since = Date.parse(chain.settledAt) + afterMs;
  return since <= now().getTime()
    ? {
        ...chain,
        stage: 'verified',
        stageSince: new Date(since).toISOString(),
      }
    : chain;
}
