import { ASSUMPTIONS } from './assumptions';
import { checkAgainstMonth } from './check';
import { measured } from './measured';

describe('the check against a month', () => {
  const { month } = measured;
  const last = month.samples[month.samples.length - 1];

  it('says by which share a prediction is too high', () => {
    const events = Object.fromEntries(
      Object.entries(last.events).map(([event, count]) => [event, count / 2]),
    );
    const halved = {
      ...measured,
      month: { ...month, samples: [{ ...last, events }] },
    };
    const deviationOf = (of: typeof measured) =>
      checkAgainstMonth(ASSUMPTIONS, of)[0].deviation;
    expect(deviationOf(halved)).toBeCloseTo(2 * deviationOf(measured) + 1);
  });

  it('leaves out what a month that is sent at once does not make', () => {
    const names = checkAgainstMonth(ASSUMPTIONS, measured).map(
      ({ what }) => what,
    );
    expect(names.join()).not.toContain('revisions');
  });
});
