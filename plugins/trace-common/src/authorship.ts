import { storableText, withoutAddresses } from './text';

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
  /** The configured pattern that saw it; missing where a built-in rule did. */
  configured?: string;
}

/** How many signs one message or list of labels yields at most. */
const MAX_EVIDENCE = 10;
/** How much of a message is read, in characters. */
const MAX_MESSAGE = 65_536;
/** How long the quoted sign is at most, in characters. */
const MAX_QUOTE = 200;

/** Accounts under which coding agents open pull requests. */
const AGENT_ACCOUNTS: RegExp[] = [
  /^copilot(-swe-agent)?(\[bot\])?$/i,
  /^(devin-ai-integration|google-labs-jules|openai-codex|chatgpt-codex-connector|cursor(agent)?|sweep-ai|amazon-q-developer|factory-droid)(\[bot\])?$/i,
  /^[\w-]*-(coding-)?agent\[bot\]$/i,
];

/** Branch prefixes such agents use by default. */
const AGENT_BRANCHES = /^(copilot|codex|cursor|devin|jules|agent)\//i;

/** Labels by which teams mark what an agent wrote, or helped to write. */
const AGENT_LABEL =
  /^(?:(?:ai|coding)[ -])?agent$|^ai[ -](?:generated|authored)$/i;
const ASSISTED_LABEL = /^ai[ -]assisted$/i;

/** Trailers by which an assistant in a person's editor or shell signs. */
const ASSISTANT_TRAILER =
  /^(?:co-authored-by|assisted-by|generated-by|generated-with):(.*)$/is;
/** Names that no person has. */
const ASSISTANT_NAME =
  /\b(copilot|codex|aider|windsurf|amazon q|chatgpt|gpt-[\w.]+)\b/i;
/** Names that people have too, so they count only when they stand alone. */
const ASSISTANT_WHOLE_NAME =
  /^(?:cursor(?: agent)?|devin ai|gemini(?: cli| code assist)?|google gemini)(?:\[bot\])?$/i;
const ASSISTANT_ADDRESS =
  /@(anthropic|openai|cursor|aider)\.(com|chat)$|devin-ai-integration\[bot\]@/i;

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

/** The signs labels give, if any. */
export function authorshipOfLabels(
  labels: Iterable<string>,
): AuthorshipEvidence[] {
  const evidence: AuthorshipEvidence[] = [];
  for (const label of labels) {
    if (evidence.length >= MAX_EVIDENCE) break;
    if (AGENT_LABEL.test(label)) {
      evidence.push({ says: 'agent', rule: 'label', text: label });
    } else if (ASSISTED_LABEL.test(label)) {
      evidence.push({ says: 'assisted', rule: 'label', text: label });
    }
  }
  return evidence;
}

/** Whether the value of a trailer, `Name <address>`, stands for an assistant. */
function isAssistant(value: string): boolean {
  const bracket = value.indexOf('<');
  const name = (bracket < 0 ? value : value.slice(0, bracket)).trim();
  const address = bracket < 0 ? value : value.slice(bracket + 1);
  return (
    ASSISTANT_NAME.test(name) ||
    ASSISTANT_WHOLE_NAME.test(name) ||
    ASSISTANT_ADDRESS.test(address.replace(/>.*$/s, ''))
  );
}

/**
 * The signs a commit message's trailers give. Addresses are not kept.
 *
 * Any line counts, not only those of the last paragraph: a squash merge leaves
 * the trailers of each commit in the middle of its message.
 */
export function authorshipOfMessage(
  message: string | null | undefined,
): AuthorshipEvidence[] {
  const evidence = new Map<string, AuthorshipEvidence>();
  for (const line of (message ?? '').slice(0, MAX_MESSAGE).split(/\r\n?|\n/)) {
    if (evidence.size >= MAX_EVIDENCE) break;
    const value = ASSISTANT_TRAILER.exec(line)?.[1].trim();
    if (value && isAssistant(value)) {
      const bracket = line.indexOf('<');
      const signed = bracket < 0 ? line : line.slice(0, bracket);
      const text = storableText(withoutAddresses(signed).trim(), MAX_QUOTE);
      evidence.set(text, { says: 'assisted', rule: 'trailer', text });
    }
  }
  return [...evidence.values()];
}

/** The strongest thing the signs say together. */
export function judgeAuthorship(evidence: AuthorshipEvidence[]): Authorship {
  if (evidence.some(({ says }) => says === 'agent')) return 'agent';
  return evidence.length > 0 ? 'assisted' : 'none-seen';
}
