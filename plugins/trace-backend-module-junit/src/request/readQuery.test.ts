import { InputError } from '@backstage/errors';
import { readQuery } from './readQuery';

const sha = 'A'.repeat(40);
const given = { repository: 'https://GitHub.com/Acme/Shop.git', sha };

describe('readQuery', () => {
  it('reads what must be there', () => {
    expect(readQuery(given)).toEqual({
      repository: 'github.com/acme/shop',
      sha: 'a'.repeat(40),
      job: undefined,
      matrix: undefined,
      attempt: 1,
      url: undefined,
    });
  });

  it('reads what may be there; empty is absent', () => {
    expect(
      readQuery({
        ...given,
        sha: 'b'.repeat(64),
        job: ' unit\n tests ',
        matrix: '',
        attempt: '3',
        url: 'https://ci.example.com/runs/1',
      }),
    ).toEqual({
      repository: 'github.com/acme/shop',
      sha: 'b'.repeat(64),
      job: 'unit tests',
      matrix: undefined,
      attempt: 3,
      url: 'https://ci.example.com/runs/1',
    });
  });

  it.each([
    [
      { repository: undefined },
      '"repository" is missing, e.g. repository=github.com/acme/shop',
    ],
    [
      { repository: 'shop' },
      '"repository" is "shop"; expected host/owner/name, e.g. github.com/acme/shop',
    ],
    [
      { sha: '' },
      '"sha" is missing, e.g. sha=<the full hash of the tested commit>',
    ],
    [
      { sha: 'abc1234' },
      '"sha" is "abc1234"; expected the full hash of a commit, 40 or 64 hex digits',
    ],
    [
      { sha: 'main' },
      '"sha" is "main"; expected the full hash of a commit, 40 or 64 hex digits',
    ],
    [{ attempt: '0' }, '"attempt" is "0"; expected a whole number from 1 up'],
    [
      { attempt: '1.5' },
      '"attempt" is "1.5"; expected a whole number from 1 up',
    ],
    [
      { url: 'data:text/html,x' },
      '"url" is "data:text/html,x"; expected the address of the run, https://…',
    ],
    [
      { url: 'https://me:secret@ci' },
      '"url" is "https://me:secret@ci"; expected the address of the run, https://…',
    ],
    [
      { atempt: '2' },
      '"atempt" is not known; known are repository, sha, job, matrix, attempt, url',
    ],
  ])('refuses %j', (query, message) => {
    expect(() => readQuery({ ...given, ...query })).toThrow(
      new InputError(`The query parameter ${message}`),
    );
  });

  it('refuses labels that are too long', () => {
    expect(() => readQuery({ ...given, job: 'x'.repeat(201) })).toThrow(
      /"job" is "x+"; expected at most 200 characters/,
    );
  });
});
