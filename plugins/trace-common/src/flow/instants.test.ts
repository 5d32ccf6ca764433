import { msOf } from './instants';

describe('an instant', () => {
  it.each([
    '1970-01-01T00:00:00.000Z',
    '2024-02-29T23:59:59.999Z',
    '2026-11-23T09:08:07.065Z',
    '9999-12-31T00:00:00.000Z',
    '2026-03-02T09:00:00Z',
    '2026-03-02T09:00:00.0+01:00',
    '2026-03-02',
  ])('%s is what Date.parse says', text => {
    expect(msOf(text)).toBe(Date.parse(text));
  });
});
