import fc from 'fast-check';
import { Decision, TICKET_LINKS } from '@throughline/plugin-trace-common';
import { at, edge } from '../__testUtils__/nodes';
import { applyDecisions, isUnlinked } from './applyDecisions';

const FROM = 'change:github.com/acme/shop#7';
const TICKET = 'issue:PAY-7';
const OF = { owner: 'change:7', from: FROM, types: TICKET_LINKS };

const found = edge(FROM, 'implements', TICKET, { rule: 'ticket-in-title' });
const inPassing = edge(FROM, 'mentions', TICKET, { rule: 'ticket-in-body' });

const decision = (
  verdict: Decision['verdict'],
  type: Decision['type'],
  clock = '10:00',
  more: Partial<Decision> = {},
): Decision => ({
  type,
  to: TICKET,
  verdict,
  by: 'user:default/ada',
  reason: `${verdict} at ${clock}`,
  at: at(clock),
  ...more,
});
/** As the routes say it: one kind of link, and none of the others. */
const all = (link: Decision['type'] | undefined, clock?: string) =>
  TICKET_LINKS.map(type =>
    decision(type === link ? 'linked' : 'unlinked', type, clock),
  );
const counting = (decisions: Decision[], edges = [found, inPassing]) =>
  applyDecisions(edges, OF, decisions)
    .filter(made => !isUnlinked(made))
    .map(({ type, rule }) => `${type} (${rule})`);

describe('what people decide about links', () => {
  it('takes off what rules found, and keeps it marked', () => {
    const edges = applyDecisions([found, inPassing], OF, all(undefined));
    expect(edges).toMatchObject([
      {
        ...found,
        decided: {
          verdict: 'unlinked',
          by: 'user:default/ada',
          reason: 'unlinked at 10:00',
          at: at('10:00'),
        },
      },
      { ...inPassing, decided: { verdict: 'unlinked' } },
    ]);
  });

  it('makes a link where no rule found one', () => {
    expect(applyDecisions([], OF, all('closes'))).toEqual([
      {
        owner: 'change:7',
        from: FROM,
        type: 'closes',
        to: TICKET,
        rule: 'person',
        text: 'linked at 10:00',
        confidence: 1,
        decided: {
          verdict: 'linked',
          by: 'user:default/ada',
          reason: 'linked at 10:00',
          at: at('10:00'),
        },
      },
    ]);
  });

  it('makes another kind of link of what rules found', () => {
    expect(counting(all('mentions'))).toEqual([
      'mentions (ticket-in-body)',
      'mentions (person)',
    ]);
  });

  it('is known of a link that only a person made, after it is taken off', () => {
    const edges = applyDecisions([], OF, all(undefined));
    expect(edges).toMatchObject([
      { type: 'mentions', to: TICKET, rule: 'person' },
    ]);
    expect(edges.every(isUnlinked)).toBe(true);
  });

  it('leaves other tickets, other edges and other ends alone', () => {
    const other = edge(FROM, 'implements', 'issue:PAY-8');
    const head = edge(FROM, 'head', 'commit:x');
    const copy = edge('commit:y', 'equivalentTo', 'commit:x');
    const edges = [other, head, copy];
    expect(applyDecisions(edges, OF, all(undefined))).toEqual([
      ...edges,
      expect.objectContaining({ to: TICKET }),
    ]);
    const cause = decision('linked', 'causedBy');
    expect(applyDecisions(edges, OF, [cause])).toEqual(edges);
  });

  it('counts as decided last, in whatever order it is told', () => {
    const decisions = [
      ...all(undefined, '10:00'),
      ...all('implements', '10:01'),
      ...all('mentions', '10:01'),
    ];
    const expected = applyDecisions([found, inPassing], OF, decisions);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(decisions, { minLength: decisions.length }),
        order => {
          const made = applyDecisions([found, inPassing], OF, order);
          expect(new Set(made)).toEqual(new Set(expected));
        },
      ),
      { numRuns: 30 },
    );
    // Two at once: neither kind of link is left.
    expect(counting(decisions)).toEqual([]);
    expect(counting([...decisions, ...all('implements', '10:02')])).toEqual([
      'implements (ticket-in-title)',
      'implements (person)',
    ]);
  });
});
