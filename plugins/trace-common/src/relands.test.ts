import { relandsOfMessage, shasRelanded } from './relands';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const OTHER = 'fedcba9876543210fedcba9876543210fedcba98';
const COMMIT = `commit:github.com/acme/shop@${SHA}`;
const CHANGE = 'change:github.com/acme/shop#12';
const read = (message: string) =>
  relandsOfMessage(message, 'github.com/acme/shop');

describe('relandsOfMessage', () => {
  it.each([
    // Chromium, "Reverting and relanding": `git cl upload` and Gerrit's button.
    [
      `Reland "Add x"\n\nThis is a reland of commit ${SHA}\n\nOriginal change's description:\n> Add x`,
    ],
    [`Reland "Add x"\n\nThis is a reland of ${SHA}\n`],
    // LLVM's developer policy and history: relands, reapplies, recommits.
    [`[foo] Reland "Add x"\n\nThis relands commit ${SHA}, with a fix.`],
    [`Reapply "Add x"\n\nThis reapplies commit ${SHA}.`],
    [`Recommit ${SHA} with a fix`],
    [`Re-land ${SHA}`],
    [`Add x again\n\nThe test was wrong. Relanding ${SHA} with another.`],
  ])('reads the commit in %j', message => {
    expect(read(message)).toEqual([COMMIT]);
  });

  it.each([
    // PyTorch names the request.
    ['[reland] Add x\n\nReland of #12'],
    ['Add x\n\nRelands #12 after its revert.'],
    ['Reland #12: Add x'],
    ['Re-apply pull request #12'],
    ['[Reland] #12 Add x'],
    ['Resubmit of !12'],
  ])('reads the change in %j', message => {
    expect(read(message)).toEqual([CHANGE]);
  });

  it.each([
    // It may be called what something else is called, or be its own number.
    ['Reland "Add x"'],
    ['[reland] Add x (#12)'],
    // Git's own words name the revert; these are read as what they are.
    [`Reapply "Add x"\n\nThis reverts commit ${SHA}.`],
    // What is quoted was said of another one.
    [`Reland "Add x"\n\n> This is a reland of commit ${SHA}`],
    // Landing a revert again gives nothing back.
    [`Reland "Revert "Add x""\n\nThis is a reland of commit ${SHA}`],
    // A part of a hash, and words that only contain such words.
    [`This is a reland of ${SHA.slice(0, 12)}`],
    [`Ireland ${SHA}`],
    [`We will reland ${SHA} later`],
    ['Commit #12'],
    ['Submit #12'],
    ['Apply #12'],
  ])('reads nothing in %j', message => {
    expect(read(message)).toEqual([]);
  });

  it('reads several, bounded, and finishes on long texts', () => {
    expect(shasRelanded(`Relands ${SHA}\nRelands ${OTHER}`)).toEqual([
      SHA,
      OTHER,
    ]);
    const many = Array.from({ length: 100 }, (_, n) => `Reland #${n + 1}`);
    expect(read(many.join('\n'))).toHaveLength(20);
    expect(read('this is a reland of '.repeat(5_000))).toEqual([]);
  });
});
