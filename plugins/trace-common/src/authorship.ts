/**
 * How a change was written, as far as it shows. Good enough to measure by,
 * never to grant authority by: everything here is a claim.
 */
export type Authorship = 'agent' | 'assisted' | 'none-seen';

/** One sign of how something was written. */
export interface AuthorshipEvidence {
  says: 'agent' | 'assisted';
  /** Which rule saw it. */
  rule: 'account' | 'branch' | 'trailer' | 'label';
  /** What it saw, e.g. the login or the trailer's line without addresses. */
  text: string;
}

/** Accounts under which coding agents open pull requests. */
const AGENT_ACCOUNTS: RegExp[] = [
  /^copilot(-swe-agent)?(\[bot\])?$/i,
  /^(devin-ai-integration|google-labs-jules|openai-codex|chatgpt-codex-connector|cursor(agent)?|sweep-ai|amazon-q-developer|factory-droid)(\[bot\])?$/i,
  /^[\w-]*-(coding-)?agent\[bot\]$/i,
];

/** Branch prefixes such agents use by default. */
const AGENT_BRANCHES = /^(copilot|codex|cursor|devin|jules|agent)\//i;

/** Co-authors that stand for an assistant in a person's editor or shell. */
const ASSISTANT_TRAILER =
  /^(?:co-authored-by|assisted-by|generated-by):\s*([^<\n]*?)\s*(?:<([^>\n]*)>)?\s*$/gim;
const ASSISTANT_NAME =
  /\b(copilot|codex|cursor|devin|gemini|aider|windsurf|amazon q|chatgpt|gpt-[\w.]+)\b/i;
const ASSISTANT_ADDRESS = /@(anthropic|openai|cursor|aider)\.(com|chat)$/i;

/** The sign an account gives, if any. */
export function authorshipOfAccount(
  login: string | undefined,
): AuthorshipEvidence[] {
  return login && AGENT_ACCOUNTS.some(pattern => pattern.test(login))
    ? [{ says: 'agent', rule: 'account', text: login }]
    : [];
}

/** The sign a branch name gives, if any. */
export function authorshipOfBranch(
  branch: string | undefined,
): AuthorshipEvidence[] {
  return branch && AGENT_BRANCHES.test(branch)
    ? [{ says: 'agent', rule: 'branch', text: branch }]
    : [];
}

/** The signs a commit message's trailers give. Addresses are not kept. */
export function authorshipOfMessage(
  message: string | null | undefined,
): AuthorshipEvidence[] {
  const evidence = new Map<string, AuthorshipEvidence>();
  for (const match of (message ?? '')
    .slice(0, 65_536)
    .matchAll(ASSISTANT_TRAILER)) {
    const [line, name, address] = match;
    if (ASSISTANT_NAME.test(name) || ASSISTANT_ADDRESS.test(address ?? '')) {
      const text = line.replace(/\s*<[^>]*>\s*/, '').trim();
      evidence.set(text, { says: 'assisted', rule: 'trailer', text });
    }
  }
  return [...evidence.values()].slice(0, 10);
}

/** The strongest thing the signs say together. */
export function judgeAuthorship(evidence: AuthorshipEvidence[]): Authorship {
  if (evidence.some(({ says }) => says === 'agent')) return 'agent';
  return evidence.length > 0 ? 'assisted' : 'none-seen';
}
