import { Chain } from '@throughline/plugin-trace-common';
import { chain, merged } from '../__testUtils__/chain';
import { at } from '../__testUtils__/nodes';
import { verifiedByNow } from './verified';

const deployed: Chain = {
  ...chain({ change: merged() }),
  stage: 'deployed',
  stageSince: at('12:00'),
  settledAt: at('13:00'),
};

const seenAt = (clock: string, of: Chain = deployed) =>
  verifiedByNow(of, { now: () => new Date(at(clock)), afterMs: 3_600_000 });

describe('a deployed change', () => {
  it('is verified once nothing was amiss for long enough', () => {
    expect(seenAt('13:59')).toBe(deployed);
    expect(seenAt('14:00')).toEqual({
      ...deployed,
      stage: 'verified',
      stageSince: at('14:00'),
    });
  });

  it('is not verified while an incident of its own is open', () => {
    const troubled = { ...deployed, settledAt: undefined };
    expect(seenAt('23:00', troubled)).toBe(troubled);
  });
});

describe('any other change', () => {
  it('stays where it is, whatever the time', () => {
    const waits: Chain = { ...deployed, stage: 'deploy' };
    expect(seenAt('23:00', waits)).toBe(waits);
  });
});
