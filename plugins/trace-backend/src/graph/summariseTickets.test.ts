import { edge, issueNode, SHOP } from '../__testUtils__/nodes';
import { redactTicket } from '../restriction/redact';
import { isRestrictedIssue } from '../restriction/policy';
import { summariseTickets } from './summariseTickets';

const tracker = (restricted: boolean, title: string) => ({
  title,
  url: `https://${title}.example/PAY-1`,
  restricted,
});
const two = issueNode(1, {
  'tracker:b.example': tracker(true, 'basilisk'),
  'tracker:a.example': tracker(false, 'a'),
} as never);
const CART = { ticketPrefixes: ['PAY'] };
const tickets = [
  { edge: edge(`change:${SHOP}#7`, 'implements', 'issue:PAY-1'), node: two },
];

describe('a key that several trackers have', () => {
  it('is ambiguous, with all of them', () => {
    const [ticket] = summariseTickets(
      { tickets, restrictedIssues: new Set() },
      CART,
    );
    expect(ticket.trackers?.map(({ host }) => host)).toEqual([
      'a.example',
      'b.example',
    ]);
    const one = issueNode(1, {
      'tracker:a.example': tracker(false, 'a'),
    } as never);
    const [plain] = summariseTickets(
      {
        tickets: [{ ...tickets[0], node: one }],
        restrictedIssues: new Set(),
      },
      CART,
    );
    expect(plain).not.toHaveProperty('trackers');
  });

  it('is restricted when one of them restricts it, and says nothing', () => {
    expect(isRestrictedIssue({}, 'issue:PAY-1', two.state)).toBe(true);
    const [ticket] = summariseTickets(
      { tickets, restrictedIssues: new Set(['issue:PAY-1']) },
      CART,
    );
    expect(JSON.stringify(ticket)).toContain('basilisk');
    expect(JSON.stringify(redactTicket(ticket))).not.toContain('basilisk');
  });
});
