import { verifyToken } from './verifyToken';

describe('verifyToken', () => {
  it.each([
    ['Bearer right', ['right'], true],
    ['bearer right', ['old', 'right'], true],
    ['Bearer   right ', ['right', 'old'], true],
    ['Bearer wrong', ['right'], false],
    ['Bearer righ', ['right'], false],
    ['Bearer right x', ['right'], false],
    ['Basic right', ['right'], false],
    ['right', ['right'], false],
    ['Bearer ', [''], false],
    ['Bearer', [''], false],
    [undefined, ['', 'undefined'], false],
    ['Bearer right', [], false],
  ])('%j against %j is %s', (header, secrets, expected) => {
    expect(verifyToken(header, secrets)).toBe(expected);
  });
});
