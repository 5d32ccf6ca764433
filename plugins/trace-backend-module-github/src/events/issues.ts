import {
  changeKey,
  commitKey,
  IssueAttributes,
  issueKey,
  MAX_MENTION_TEXT,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import {
  fact,
  facts,
  ignored,
  readPayload,
  some,
} from '@throughline/plugin-trace-node';
import { EventNormaliser } from '../result';
import {
  id,
  instant,
  labels,
  pageAddress,
  prose,
  readAction,
  repository,
} from '../schemas';

const schema = z.object({
  issue: z.object({
    number: id,
    title: prose(500),
    html_url: pageAddress,
    body: z.string().nullish(),
    state: z.enum(['open', 'closed']),
    labels: labels.optional(),
    created_at: instant,
    updated_at: instant,
    closed_at: instant.nullish(),
  }),
  repository,
});

/** Which of two reports of one second is the later one. */
const RANKS = new Map([
  ['opened', 0],
  ['edited', 1],
  ['labeled', 1],
  ['unlabeled', 1],
  ['reopened', 2],
  ['closed', 3],
  ['transferred', 4],
  ['deleted', 4],
]);
/** It lives on in another repository, or not at all. */
const GONE = new Set(['transferred', 'deleted']);

const MAX_CAUSES = 20;
const CAUSED_BY =
  /\bcaused by:?\s{1,5}(?:([\w.-]{1,39}\/[\w.-]{1,100})?#([1-9]\d{0,8})\b|([0-9a-f]{64}|[0-9a-f]{40})\b)/gi;

/** Changes and commits the body says caused it: `caused by #479`. */
function causesIn(
  body: string | null | undefined,
  repositoryName: string,
): string[] {
  const host = repositoryName.slice(0, repositoryName.indexOf('/'));
  const found = new Set<string>();
  const read = (body ?? '').slice(0, MAX_MENTION_TEXT);
  for (const [, other, number, hash] of read.matchAll(CAUSED_BY)) {
    if (found.size >= MAX_CAUSES) break;
    const target = other ? `${host}/${other.toLowerCase()}` : repositoryName;
    found.add(
      hash
        ? commitKey(repositoryName, hash.toLowerCase())
        : changeKey(target, Number(number)),
    );
  }
  return [...found];
}

/** `issues`: a ticket, or an incident when it is labelled as one. */
export const issues: EventNormaliser = (
  payload,
  { incidentLabels, restrictedLabels },
) => {
  const action = readAction(payload);
  const rank = RANKS.get(action);
  if (rank === undefined) {
    return ignored(`An issue being "${action}" changes nothing about it here.`);
  }
  const { issue, repository: of } = readPayload(schema, payload);
  const gone = GONE.has(action);
  const closed = gone || issue.state === 'closed';
  return facts(
    fact<IssueAttributes>(
      issueKey(of.name, issue.number),
      issue.updated_at,
      {
        key: `#${issue.number}`,
        title: issue.title,
        url: issue.html_url,
        state: closed ? 'closed' : 'open',
        incident: issue.labels?.some(label =>
          incidentLabels.has(label.toLowerCase()),
        ),
        restricted: issue.labels?.some(label =>
          restrictedLabels.has(label.toLowerCase()),
        ),
        labels: issue.labels,
        createdAt: issue.created_at,
        closedAt: closed ? issue.closed_at ?? issue.updated_at : null,
        causedBy: some(causesIn(issue.body, of.name)) ?? null,
      },
      rank,
    ),
  );
};
