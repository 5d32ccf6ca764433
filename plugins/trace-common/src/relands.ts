import { changeKey, commitKey, RepositoryName } from './keys';
import { MAX_MENTION_TEXT } from './mentions';

/** How many commits and changes one message lands again at most. */
const MAX_RELANDED = 20;
/** “Reland”, “Re-land”, “Reapply”, “Recommit”, “Resubmit”, and what they become. */
const AGAIN =
  're-?(?:land(?:s|ing|ed)?|appl(?:y|ies|ying|ied)|commit(?:s|ting|ted)?|submit(?:s|ting|ted)?)';
/**
 * At the start of a line or of a sentence in it, such as “This is a reland of
 * commit 0123…” or “Relands #12”. A hash has to be whole.
 */
const RELANDED = new RegExp(
  String.raw`(?:^|[.:!] )(?:this (?:commit |change |patch |pr )?(?:is an? )?)?(?:\[?${AGAIN}\]?)(?: of)?(?: (?:commit|change|patch|pr|pull request|mr|merge request))?:? (?:([0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-z])|[#!]([1-9]\d{0,8})(?!\w))`,
  'gi',
);
/** Landing a revert again takes back what it takes back, and gives nothing. */
const OF_A_REVERT = new RegExp(
  String.raw`^\s*\[?${AGAIN}\]?:?\s*["“']?\s*revert\b`,
  'i',
);

interface Relanded {
  shas: string[];
  numbers: number[];
}

/**
 * What a message says it lands again. Quoted lines (`> …`) count for nothing:
 * there stands what the message said that was landed first.
 */
function relandedBy(message: string): Relanded {
  const shas = new Set<string>();
  const numbers = new Set<number>();
  const read = message.slice(0, MAX_MENTION_TEXT);
  const lines = OF_A_REVERT.test(read) ? [] : read.split('\n');
  for (const line of lines) {
    if (shas.size + numbers.size >= MAX_RELANDED) break;
    if (line.startsWith('>')) continue;
    for (const [, sha, number] of line.trim().matchAll(RELANDED)) {
      if (sha) shas.add(sha.toLowerCase());
      else numbers.add(Number(number));
    }
  }
  return { shas: [...shas], numbers: [...numbers] };
}

/** Hashes of commits that a message says it lands again. */
export function shasRelanded(message: string): string[] {
  return relandedBy(message).shas;
}

/**
 * Commits and changes that a message says it lands again after a revert, as node
 * keys: “This is a reland of commit …” as Chromium writes it, “This relands
 * commit …” and “Reapply …” of LLVM, “Reland of #12” of PyTorch. The title of
 * what is landed says nothing: other things are called the same.
 */
export function relandsOfMessage(
  message: string,
  repository: RepositoryName,
): string[] {
  const { shas, numbers } = relandedBy(message);
  return [
    ...shas.map(sha => commitKey(repository, sha)),
    ...numbers.map(number => changeKey(repository, number)),
  ];
}
