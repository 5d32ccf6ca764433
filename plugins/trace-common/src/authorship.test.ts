import fc from 'fast-check';
import {
  authorshipOfAccount,
  authorshipOfBranch,
  authorshipOfLabels,
  authorshipOfMessage,
  judgeAuthorship,
} from './authorship';

describe('authorshipOfAccount', () => {
  it.each([
    'copilot-swe-agent[bot]',
    'Copilot',
    'devin-ai-integration[bot]',
    'acme-coding-agent[bot]',
  ])('takes %s for an agent', login => {
    expect(authorshipOfAccount(login)).toEqual([
      { says: 'agent', rule: 'account', text: login },
    ]);
  });

  it.each(['ann', 'dependabot[bot]', 'agent', 'release-agent', '', undefined])(
    'sees nothing in %p',
    login => {
      expect(authorshipOfAccount(login)).toEqual([]);
    },
  );
});

describe('authorshipOfBranch', () => {
  it('takes the prefixes of agents', () => {
    expect(authorshipOfBranch('copilot/fix-12')).toHaveLength(1);
    expect(authorshipOfBranch('agents-page')).toEqual([]);
    expect(authorshipOfBranch('feature/copilot/x')).toEqual([]);
    expect(authorshipOfBranch(undefined)).toEqual([]);
  });
});

describe('authorshipOfLabels', () => {
  it('takes labels that say so and no others', () => {
    expect(
      authorshipOfLabels(['Agent', 'ai-assisted', 'area/agents', 'bug']),
    ).toEqual([
      { says: 'agent', rule: 'label', text: 'Agent' },
      { says: 'assisted', rule: 'label', text: 'ai-assisted' },
    ]);
  });
});

describe('authorshipOfMessage', () => {
  it.each([
    'Co-authored-by: GitHub Copilot <copilot@github.example>',
    'co-authored-by: aider (gpt-4o) <aider@aider.chat>',
    'Assisted-by: Cursor <someone@cursor.com>',
    'Co-authored-by: Cursor Agent <agent@ide.example>',
    'Generated-with: Gemini CLI <cli@tools.example>',
    'Generated-by: an assistant <noreply@openai.com>',
    'Co-authored-by: Devin AI <1+devin-ai-integration[bot]@users.example>',
  ])('takes %p for assistance, without the address', trailer => {
    const [evidence] = authorshipOfMessage(`Retry\n\n${trailer}\r\n`);
    expect(evidence).toEqual({
      says: 'assisted',
      rule: 'trailer',
      text: trailer.slice(0, trailer.indexOf(' <')),
    });
  });

  it('keeps no address that stands without brackets', () => {
    const [{ text }] = authorshipOfMessage('Assisted-by: noreply@openai.com');
    expect(text).toBe('Assisted-by: [address]');
  });

  it.each([
    'Co-authored-by: Devin Smith <devin@smith.example>',
    'Co-authored-by: Ann Example <ann@example.com>',
    'Signed-off-by: Copilot <x@y.example>',
    'Add a Cursor to the table',
    'Co-authored-by:\n\nThe copilot of the plane',
  ])('sees nothing in %p', message => {
    expect(authorshipOfMessage(message)).toEqual([]);
  });

  it('reads trailers in the middle of a squash message, each once', () => {
    const trailer = 'Co-authored-by: Copilot <a@b.example>';
    const message = `Retry\n\n* one\n\n${trailer}\n\n* two\n\n${trailer}`;
    expect(authorshipOfMessage(message)).toHaveLength(1);
  });

  it('is bounded and takes nothing for nothing', () => {
    const lines = Array.from(
      { length: 1000 },
      (_, n) => `Assisted-by: Codex ${n}`,
    );
    expect(authorshipOfMessage(lines.join('\n'))).toHaveLength(10);
    expect(authorshipOfMessage(undefined)).toEqual([]);
    expect(authorshipOfMessage(null)).toEqual([]);
  });

  it.each([' ', '<', ' <', '\n', 'a ', '>'])(
    'finishes on 64 kB of %p in a trailer',
    unit => {
      const noise = unit.repeat(65_536 / unit.length);
      expect(authorshipOfMessage(`Co-authored-by:${noise}x`)).toEqual([]);
    },
  );

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(
          authorshipOfMessage(`Co-authored-by: Copilot ${text}`),
        ).toHaveLength(1);
      }),
    );
  });
});

describe('judgeAuthorship', () => {
  const agent = authorshipOfAccount('Copilot');
  const assisted = authorshipOfLabels(['ai-assisted']);

  it('takes the strongest sign', () => {
    expect(judgeAuthorship([...assisted, ...agent])).toBe('agent');
    expect(judgeAuthorship(assisted)).toBe('assisted');
    expect(judgeAuthorship([])).toBe('none-seen');
  });
});
