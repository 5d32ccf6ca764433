import {
  ChangeAttributes,
  changeKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { fact, Said } from '@throughline/plugin-trace-node';
import { CdEvent } from '../event';
import { fallback, ownKey } from './fact';
import { readForgeAddress, repositoryOf } from './forgeAddress';

/** Registers besides those that the graph knows. */
interface Seen {
  updatedAt: string;
  reviewedAt: string;
}

/** Below a forge's own word of the same moment, and in the order of a life. */
const RANKS: Record<string, number> = {
  'change.created': -5,
  'change.updated': -4,
  'change.reviewed': -3,
  'change.abandoned': -2,
  'change.merged': -1,
};

/** By its address, or its number in the repository that the event names. */
function keyOf({ subject, content }: CdEvent): string {
  const address = readForgeAddress(subject.id);
  if (address?.of === 'change') {
    return changeKey(address.repository, Number(address.id));
  }
  const repository = content.repository && repositoryOf(content.repository);
  const [, number] = /^[#!]?([1-9]\d{0,8})$/.exec(subject.id) ?? [];
  return repository && number
    ? changeKey(repository, Number(number))
    : ownKey('change', subject);
}

/**
 * `change.*`: that it was merged, and when. Its title, author and commits are
 * not in these events; the graph shows it once a forge has said those.
 */
export function changeFacts(event: CdEvent, at: string): Fact[] {
  const key = keyOf(event);
  const said = (attributes: Said<ChangeAttributes & Seen>) =>
    fact(key, at, attributes, RANKS[event.name]);
  switch (event.name) {
    case 'change.created':
      return [
        said({ state: 'open' }),
        fallback<ChangeAttributes>(key, { createdAt: at }, -1),
      ];
    case 'change.merged':
      return [said({ state: 'merged', mergedAt: at, closedAt: at })];
    case 'change.abandoned':
      return [said({ state: 'closed', closedAt: at })];
    case 'change.reviewed':
      return [said({ reviewedAt: at })];
    default:
      return [said({ updatedAt: at })];
  }
}
