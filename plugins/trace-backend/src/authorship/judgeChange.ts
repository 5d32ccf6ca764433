import {
  Actor,
  AuthorshipEvidence,
  Chain,
  ChangeAttributes,
  CommitAttributes,
  judgeAuthorship,
} from '@throughline/plugin-trace-common';
import { matchesPattern } from '../graph/production';
import { GraphNode } from '../graph/types';
import { AuthorshipSettings } from './settings';

/** How many signs of a change are kept. */
const MAX_EVIDENCE = 10;

/** What of the graph says how a change was written. */
export interface WrittenParts {
  change: GraphNode;
  head: GraphNode[];
  landed: GraphNode[];
}

const withoutBot = (login: string) => login.replace(/\[bot\]$/i, '');

/** The first of the patterns that a login is as, with or without its `[bot]`. */
function accountPattern(patterns: string[], login: string) {
  return patterns.find(
    pattern =>
      matchesPattern(pattern, login) ||
      matchesPattern(pattern, withoutBot(login)),
  );
}

/** The account behind an author: git alone knows an app's as a name. */
function loginOf(author: Actor | undefined): string | undefined {
  const { login, name } = author ?? {};
  return login ?? (name?.endsWith('[bot]') ? name : undefined);
}

/** `Token` stands for `Token: *`; blanks after the colon do not count. */
function trailerPattern(pattern: string): string {
  const [token, ...value] = pattern.split(':');
  return value.length > 0
    ? `${token.trim()}: ${value.join(':').trim()}`
    : `${token.trim()}: *`;
}

/** What a rule says, and which one it is. */
type Signs = Pick<AuthorshipEvidence, 'says' | 'rule'>;

/** What the configured patterns see in a change or in one of its commits. */
function configuredSigns(
  { state }: GraphNode,
  settings: AuthorshipSettings,
): AuthorshipEvidence[] {
  const {
    author,
    headBranch,
    labels = [],
  } = state as unknown as Partial<ChangeAttributes>;
  const { signatures = [] } = state as unknown as Partial<CommitAttributes>;
  const seen = (
    signs: Signs,
    texts: string[],
    find: (text: string) => string | undefined,
  ) =>
    texts.flatMap((text): AuthorshipEvidence[] => {
      const configured = find(text);
      return configured === undefined ? [] : [{ ...signs, text, configured }];
    });
  const oneOf = (patterns: string[]) => (text: string) =>
    patterns.find(pattern => matchesPattern(pattern, text));
  const login = loginOf(author);

  return [
    ...seen({ says: 'agent', rule: 'account' }, login ? [login] : [], text =>
      accountPattern(settings.agentAccounts, text),
    ),
    ...seen(
      { says: 'agent', rule: 'branch' },
      headBranch ? [headBranch] : [],
      oneOf(settings.agentBranches),
    ),
    ...seen(
      { says: 'agent', rule: 'label' },
      labels,
      oneOf(settings.agentLabels),
    ),
    ...seen(
      { says: 'assisted', rule: 'label' },
      labels,
      oneOf(settings.assistedLabels),
    ),
    ...seen({ says: 'assisted', rule: 'trailer' }, signatures, text =>
      settings.assistantTrailers.find(pattern =>
        matchesPattern(trailerPattern(pattern), text),
      ),
    ),
  ];
}

/**
 * How a change was written, as far as it shows: by the signs that built-in
 * rules found in what its sources said, and by what the settings recognise. An
 * account that the settings say is no agent's is no sign. A sign that both see
 * is the built-in rule's.
 */
export function judgeChange(
  { change, head, landed }: WrittenParts,
  settings: AuthorshipSettings,
): Chain['authorship'] {
  const nodes = [change, ...head, ...landed];
  const builtIn = nodes.flatMap(
    ({ state }) => (state.authorship ?? []) as unknown as AuthorshipEvidence[],
  );
  const configured = nodes.flatMap(node => configuredSigns(node, settings));
  const evidence = new Map<string, AuthorshipEvidence>();
  for (const sign of [...builtIn, ...configured]) {
    const identity = `${sign.says} ${sign.rule} ${sign.text}`;
    const isPerson =
      sign.rule === 'account' &&
      accountPattern(settings.notAgents, sign.text) !== undefined;
    if (!isPerson && !evidence.has(identity)) evidence.set(identity, sign);
  }
  const all = [...evidence.keys()].sort().map(key => evidence.get(key)!);
  return { value: judgeAuthorship(all), evidence: all.slice(0, MAX_EVIDENCE) };
}
