import { parseArguments } from './arguments';

const entries = ['ingest', 'memory', 'chain'];

describe('what is asked for', () => {
  it('is everything when nothing is named', () => {
    expect(parseArguments([], entries)).toEqual({
      names: entries,
      full: false,
      quick: false,
    });
  });

  it('runs in the order of the entries, whatever the order of the names', () => {
    const { names, full } = parseArguments(
      ['chain', '--full', 'ingest'],
      entries,
    );
    expect(names).toEqual(['ingest', 'chain']);
    expect(full).toBe(true);
  });

  it('is refused with what there is', () => {
    expect(() => parseArguments(['chains'], entries)).toThrow(
      'There is no "chains". Entries: ingest, memory, chain. Options: --full, --quick.',
    );
    expect(() => parseArguments(['--full', '--quick'], entries)).toThrow(
      'Choose one',
    );
  });
});
