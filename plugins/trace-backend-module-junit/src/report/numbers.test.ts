import { parseSeconds, parseTimestamp } from './numbers';

describe('parseSeconds', () => {
  it.each([
    ['0', 0],
    ['1.5', 1.5],
    [' 12 ', 12],
    ['1,234.5', 1234.5],
    ['1,234,567', 1234567],
    ['1.2e-3', 0.0012],
    ['', undefined],
    ['-1', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['0,5', undefined],
    ['0x10', undefined],
    ['1e999', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, expected) => expect(parseSeconds(text)).toBe(expected));
});

describe('parseTimestamp', () => {
  it.each([
    ['2024-05-01T10:20:30', '2024-05-01T10:20:30.000Z'],
    ['2024-05-01 10:20:30,5', '2024-05-01T10:20:30.500Z'],
    ['2024-05-01T10:20:30.966371', '2024-05-01T10:20:30.966Z'],
    ['2024-05-01T10:20:30+02:00', '2024-05-01T08:20:30.000Z'],
    ['2024-05-01T10:20:30Z', '2024-05-01T10:20:30.000Z'],
    ['Sat, 03 Dec 2022 23:10:07 GMT', '2022-12-03T23:10:07.000Z'],
    ['Wed May 01 2024 10:20:30 GMT+0200', '2024-05-01T08:20:30.000Z'],
    ['Sat, 03 Dec 2022 23:10:07', undefined],
    ['03.12.2022', undefined],
    ['2024-13-01T10:20:30', undefined],
    ['1970-01-01T00:00:00', undefined],
    ['+012024-05-01T10:20:30Z', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, expected) =>
    expect(parseTimestamp(text)).toBe(expected),
  );
});
