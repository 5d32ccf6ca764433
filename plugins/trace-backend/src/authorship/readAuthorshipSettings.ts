import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { requireKnownKeys } from '@throughline/backend-kit';
import { AuthorshipSettings, NO_AUTHORSHIP_SETTINGS } from './settings';

const PATH = 'trace.authorship';
const MAX_PATTERNS = 100;
const MAX_PATTERN = 200;
const KINDS = Object.keys(NO_AUTHORSHIP_SETTINGS) as Array<
  keyof AuthorshipSettings
>;

/** Not kept of a message, for they name people by what they did. */
const NOT_KEPT =
  /^(?:signed-off|reviewed|acked|tested|reported|suggested|requested|approved|helped)-by$/i;
const TOKEN = /^[A-Za-z][A-Za-z0-9-]*$/;

const EXAMPLES: Record<keyof AuthorshipSettings, string> = {
  agentAccounts: 'a login, e.g. acme-coder or acme-*',
  notAgents: 'a login, e.g. cursor',
  agentBranches: 'a branch, e.g. acme-ai/*',
  assistantTrailers: 'a trailer, e.g. AI-Tool or Co-authored-by: Acme Coder*',
  agentLabels: 'a label, e.g. written-by-ai',
  assistedLabels: 'a label, e.g. with-copilot',
};

function requirePattern(path: string, kind: keyof AuthorshipSettings) {
  return (text: string, index: number): string => {
    const pattern = text.trim();
    const at = `${path}[${index}]`;
    if (!/[^*\s]/.test(pattern) || pattern.length > MAX_PATTERN) {
      throw new InputError(
        `${at} must be ${EXAMPLES[kind]}, of at most ${MAX_PATTERN} characters, in which * stands for any; it may not be * alone`,
      );
    }
    const token = pattern.split(':', 1)[0].trim();
    if (kind === 'assistantTrailers') {
      if (!TOKEN.test(token)) {
        throw new InputError(
          `${at} is "${pattern}"; it must be ${EXAMPLES[kind]}: a token of letters, digits and hyphens, and after a colon what its value is`,
        );
      }
      if (NOT_KEPT.test(token)) {
        throw new InputError(
          `${at} is "${pattern}"; trailers ${token} name people and are not kept, so nothing can be found in them`,
        );
      }
    }
    return pattern;
  };
}

/**
 * Reads `trace.authorship`.
 *
 * @throws InputError naming the path of a value that cannot be used
 */
export function readAuthorshipSettings(root: Config): AuthorshipSettings {
  const config = root.getOptionalConfig(PATH);
  requireKnownKeys(config, PATH, KINDS);
  const settings = { ...NO_AUTHORSHIP_SETTINGS };
  for (const kind of KINDS) {
    const path = `${PATH}.${kind}`;
    const patterns = config?.getOptionalStringArray(kind) ?? [];
    if (patterns.length > MAX_PATTERNS) {
      throw new InputError(
        `${path} has ${patterns.length} patterns; it may have ${MAX_PATTERNS}`,
      );
    }
    settings[kind] = patterns.map(requirePattern(path, kind));
  }
  return settings;
}
