import { storableText, withoutAddresses } from './text';

describe('withoutAddresses', () => {
  it.each([
    ['write to ann@example.com.', 'write to [address].'],
    ['<1+a.b@mail.example.co.uk>', '<[address]>'],
    ['Ann@EXAMPLE.Com,bob@example.org', '[address],[address]'],
  ])('takes the address out of %p', (text, expected) => {
    expect(withoutAddresses(text)).toBe(expected);
  });

  it.each(['shop@1.4.2', '@acme/shop@2.0.0', 'logo@2x', 'a @ b.com', '@ann'])(
    'leaves %p alone',
    text => {
      expect(withoutAddresses(text)).toBe(text);
    },
  );

  it.each(['a', 'a.', 'a@', 'a@b.', '@', 'a-', '%'])(
    'finishes on 64 kB of %p',
    unit => {
      const text = `${unit.repeat(65_536 / unit.length)}_`;
      expect(withoutAddresses(text)).not.toMatch(/@\w+\.[a-z]{2}/);
    },
  );
});

describe('storableText', () => {
  it('shortens', () => {
    expect(storableText('abcdef', 3)).toBe('abc');
  });

  it('leaves no NUL and no half of a character', () => {
    expect(storableText('a\0b\ud83d\ude00c\udc00d', 99)).toBe('ab😀cd');
    expect(storableText('ab😀', 3)).toBe('ab');
  });
});
