import { ticketNamed } from './ticketNamed';

const SHOP = 'github.com/acme/shop';

describe('the ticket that a person names', () => {
  it.each([
    ['PAY-812', 'issue:PAY-812'],
    [' pay-812 ', 'issue:PAY-812'],
    ['#12', `issue:${SHOP}#12`],
    ['acme/Pay#12', 'issue:github.com/acme/pay#12'],
    ['acme/team/pay#12', 'issue:github.com/acme/team/pay#12'],
    ['https://github.com/acme/shop/issues/12', `issue:${SHOP}#12`],
    [
      'https://github.com/acme/shop/issues/12#issuecomment-1',
      `issue:${SHOP}#12`,
    ],
    [
      'https://gitlab.example:8443/acme/team/shop/-/issues/12',
      'issue:gitlab.example/acme/team/shop#12',
    ],
    ['https://tracker.example/browse/PAY-812?focus=1', 'issue:PAY-812'],
    ['https://tracker.example/acme/issue/pay-812', 'issue:PAY-812'],
  ])('%s is %s', (text, key) => {
    expect(ticketNamed(text, SHOP)).toBe(key);
  });

  it.each([
    '',
    'PAY',
    'PAY-0',
    'PAY-812 and more',
    '12',
    '#0',
    'https://github.com/acme/shop/pull/12',
    'https://tracker.example/',
    'file:///browse/PAY-812',
  ])('"%s" names none', text => {
    expect(ticketNamed(text, SHOP)).toBeUndefined();
  });
});
