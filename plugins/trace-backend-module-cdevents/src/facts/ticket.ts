import {
  Fact,
  issueKey,
  IssueAttributes,
  storableText,
  ticketKey,
} from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { CdEvent } from '../event';
import { fallback, ownKey, pageAddress, words } from './fact';
import { readForgeAddress } from './forgeAddress';

const MAX_KEY = 200;
const MAX_LABELS = 100;
const TRACKER_KEY = /^[a-z][a-z0-9]{1,9}-[1-9]\d{0,6}$/i;
/** Below the tracker's own word of the same moment, in the order of a life. */
const RANKS: Record<string, number> = {
  'ticket.created': -3,
  'ticket.updated': -2,
  'ticket.closed': -1,
};

function subjectOf({ subject, content }: CdEvent): {
  subject: string;
  key: string;
} {
  const address = [subject.id, content.uri]
    .map(readForgeAddress)
    .find(found => found?.of === 'issue');
  if (address) {
    return {
      subject: issueKey(address.repository, Number(address.id)),
      key: `#${address.id}`,
    };
  }
  if (TRACKER_KEY.test(subject.id)) {
    const key = subject.id.toUpperCase();
    return { subject: ticketKey(key), key };
  }
  return {
    subject: ownKey('issue', subject),
    key: storableText(subject.id, MAX_KEY),
  };
}

/**
 * `ticket.*`: whose ticket it is, and who has it, are not kept. Nor is it said
 * that it is for everybody: these events do not know, and its tracker may say
 * otherwise.
 */
export function ticketFacts(event: CdEvent, at: string): Fact[] {
  const { name, content } = event;
  const { subject, key } = subjectOf(event);
  const closed = name === 'ticket.closed';
  return [
    fact<IssueAttributes>(
      subject,
      at,
      {
        key,
        title: words(content.summary),
        url: pageAddress(content.uri),
        // An update says nothing of whether it is done.
        ...(name !== 'ticket.updated' && {
          state: closed ? 'closed' : 'open',
          closedAt: closed ? at : null,
        }),
        incident:
          content.ticketType === undefined
            ? undefined
            : content.ticketType === 'incident',
        type: words(content.ticketType),
        labels: content.labels
          ?.slice(0, MAX_LABELS)
          .flatMap(label => words(label) ?? []),
        status: closed ? words(content.resolution) : undefined,
      },
      RANKS[name],
    ),
    fallback<IssueAttributes>(
      subject,
      { title: key, state: 'open', incident: false, createdAt: at },
      RANKS[name] === RANKS['ticket.created'] ? 0 : -1,
    ),
  ];
}
