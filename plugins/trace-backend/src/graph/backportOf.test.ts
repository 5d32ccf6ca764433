import { backportOf } from './backportOf';

const read = (more: {
  title?: string;
  headBranch?: string;
  baseBranch?: string;
}) =>
  backportOf({
    number: 200,
    title: 'Fix',
    headBranch: 'fix',
    baseBranch: '1.x',
    ...more,
  });

describe('backportOf', () => {
  // As the documentation of each tool gives them, see backportOf.ts.
  it.each([
    ['backport-123-to-1.x'],
    ['backport/1.x/pr-123'],
    ['mergify/bp/1.x/pr-123'],
    ['mergify/copy/1.x/pr-123'],
    ['patchback/backports/1.x/0123abcdef/pr-123'],
    ['auto-backport-of-pr-123-on-1.x'],
    ['cherry-pick-123-to-1.x'],
  ])('reads the branch %s', headBranch => {
    expect(read({ headBranch })).toEqual({
      number: 123,
      rule: 'backport-branch',
      text: headBranch,
    });
    expect(read({ headBranch, baseBranch: '2.x' })).toBeUndefined();
  });

  it.each([
    ['automated-cherry-pick-of-#123-upstream-release-1.30', 'release-1.30'],
    ['backport-123-to-release/1.x', 'release/1.x'],
    ['backport-123-to-release-1.x', 'release/1.x'],
  ])('reads the branch %s on its way to %s', (headBranch, baseBranch) => {
    expect(read({ headBranch, baseBranch })?.number).toBe(123);
  });

  it.each([
    '[Backport 1.x] Fix (#123)',
    '[1.x] Fix (#123)',
    'Fix (backport #123)',
    'Backport PR #123 on branch 1.x (Fix)',
    '[PR #123/0123abcd backport][1.x] Fix',
    'Automated cherry pick of #123: Fix',
  ])('reads the title %s', title => {
    expect(read({ title })).toEqual({
      number: 123,
      rule: 'backport-title',
      text: title,
    });
  });

  it.each([
    // No branch of that name, or none at all.
    '[Backport 2.x] Fix (#123)',
    '[ui] Fix (#123)',
    '[Backport 1.x] Fix',
    'Fix (#123)',
    'Backport the fix, see #123',
    // Several, of which each is a part.
    'Automated cherry pick of #123 #124: Fix',
    'Automated cherry pick of #123, #124: Fix',
    // What is brought elsewhere was there before.
    'Fix (backport #200)',
    'Fix (backport #201)',
  ])('reads nothing in the title %s', title => {
    expect(read({ title })).toBeUndefined();
  });

  it('finishes on what is made to be slow', () => {
    const title = `[${'a'.repeat(5_000)}] ${'(#1'.repeat(5_000)}`;
    const headBranch = `backport-1-to-${'-to-'.repeat(5_000)}`;
    expect(read({ title, headBranch })).toBeUndefined();
  });
});
