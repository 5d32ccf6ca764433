import { GraphNode } from '../graph/types';
import { judgeChange } from './judgeChange';
import { NO_AUTHORSHIP_SETTINGS } from './settings';

const node = (state: object): GraphNode => ({
  key: 'k',
  kind: 'change',
  title: '',
  at: '',
  state: state as GraphNode['state'],
});

function judge(
  settings: Partial<typeof NO_AUTHORSHIP_SETTINGS>,
  change: object,
  commit: object = {},
) {
  return judgeChange(
    { change: node(change), head: [node(commit)], landed: [] },
    { ...NO_AUTHORSHIP_SETTINGS, ...settings },
  );
}

const by = (login: string) => ({ author: { login, type: 'person' } });

describe('how a change was written, by settings', () => {
  it('is what the built-in rules say when there are none', () => {
    const sign = { says: 'agent', rule: 'branch', text: 'copilot/x' };
    expect(judge({}, { authorship: [sign] })).toEqual({
      value: 'agent',
      evidence: [sign],
    });
    expect(judge({}, by('acme-coder'))).toEqual({
      value: 'none-seen',
      evidence: [],
    });
  });

  it.each([
    ['agent', 'account', 'ACME-coder[bot]', { agentAccounts: ['acme-coder'] }],
    ['agent', 'branch', 'acme-ai/x', { agentBranches: ['acme-ai/*'] }],
    ['agent', 'label', 'By-AI', { agentLabels: ['by-ai'] }],
    ['assisted', 'label', 'with ai', { assistedLabels: ['with *'] }],
    [
      'assisted',
      'trailer',
      'AI-Tool: Acme',
      { assistantTrailers: ['ai-tool'] },
    ],
    [
      'assisted',
      'trailer',
      'Co-authored-by: Acme Coder',
      { assistantTrailers: ['Co-authored-by:Acme*'] },
    ],
  ])('sees %s by %s, and says which pattern did', (says, rule, text, given) => {
    const change = {
      account: by(text),
      branch: { headBranch: text },
      label: { labels: [text] },
      trailer: {},
    }[rule as 'account'];
    const commit = rule === 'trailer' ? { signatures: [text] } : {};
    const [[configured]] = Object.values(given);
    expect(judge(given, change, commit)).toEqual({
      value: says,
      evidence: [{ says, rule, text, configured }],
    });
  });

  it('knows an app by its name, where git alone tells of a commit', () => {
    const given = { agentAccounts: ['acme-*'] };
    const named = (name: string) =>
      judge(given, {}, { author: { name, type: 'bot' } }).value;
    expect(named('acme-coder[bot]')).toBe('agent');
    // A name is no account: anybody may be called so.
    expect(named('acme-coder')).toBe('none-seen');
  });

  it('takes no account for an agent that is said to be none', () => {
    const sign = { says: 'agent', rule: 'account', text: 'cursor' };
    const change = { ...by('cursor'), authorship: [sign] };
    expect(judge({}, change).value).toBe('agent');
    expect(
      judge({ notAgents: ['Cursor'], agentAccounts: ['cur*'] }, change),
    ).toEqual({ value: 'none-seen', evidence: [] });
    // What else says so still does.
    const branch = { says: 'agent', rule: 'branch', text: 'codex/x' };
    expect(
      judge({ notAgents: ['cursor'] }, { authorship: [sign, branch] }).evidence,
    ).toEqual([branch]);
  });

  it('leaves to a built-in rule what both see', () => {
    const sign = { says: 'agent', rule: 'branch', text: 'codex/x' };
    expect(
      judge(
        { agentBranches: ['codex/*'] },
        { headBranch: 'codex/x', authorship: [sign] },
      ).evidence,
    ).toEqual([sign]);
  });
});
