import { Chain } from '@throughline/plugin-trace-common';
import { ticketProgress } from './ticketProgress';

const PRODUCTION = {
  environment: 'production',
  production: true,
  release: false,
};
const CART = 'component:default/cart';
const PAY = 'component:default/pay';
const LINES = new Map([
  [CART, [PRODUCTION]],
  [PAY, [PRODUCTION]],
]);

const change = (
  entityRef: string,
  id: string,
  live: boolean,
  more: Partial<Chain> = {},
) => ({
  entityRef,
  chain: {
    id,
    stage: 'deploy',
    notes: [],
    environments: live ? [{ ...PRODUCTION, state: 'live' }] : [],
    ...more,
  } as unknown as Chain,
});

const states = (...changes: Array<ReturnType<typeof change>>) =>
  ticketProgress(changes, LINES).map(
    ({ live, total, state }) => `${live} of ${total}: ${state}`,
  );

describe('how far a ticket is in an environment', () => {
  it('is as far as all changes that implement it, over repositories', () => {
    const one = change(CART, 'a', true);
    expect(states(one, change(PAY, 'b', true))).toEqual(['2 of 2: all']);
    expect(states(one, change(PAY, 'b', false))).toEqual(['1 of 2: some']);
    expect(states(change(CART, 'a', false))).toEqual(['0 of 1: none']);
  });

  it('needs a change to be live in each of its entities', () => {
    const both = [change(CART, 'a', true), change(PAY, 'a', false)];
    expect(states(...both)).toEqual(['0 of 1: none']);
    expect(states(...both.reverse())).toEqual(['0 of 1: none']);
  });

  it('leaves out what is over and what was reverted', () => {
    expect(
      states(
        change(CART, 'a', true),
        change(CART, 'b', false, { stage: 'closed' }),
        change(CART, 'c', false, { notes: ['reverted'] }),
      ),
    ).toEqual(['1 of 1: all']);
  });

  it('counts where an entity has the environment', () => {
    const library = change('component:default/lib', 'l', false);
    expect(states(change(CART, 'a', true), library)).toEqual(['1 of 1: all']);
  });
});
