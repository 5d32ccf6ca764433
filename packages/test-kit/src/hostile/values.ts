import fc from 'fast-check';

/** Any JSON, any text, and what is known to break texts, times and numbers. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\0',
    'x\ud800',
    '',
    -1,
    1.5,
    1e300,
    '9999-12-31T23:59:59-14:00',
    '0000-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59.000-1400',
    '0000-01-01T00:00:00.000+1400',
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)/rest/api',
    'https://u:p@host:99999/a/b',
    'https://u:p@host:8443/a b/rest/api/2/issue/1',
    '__proto__',
  ),
);
