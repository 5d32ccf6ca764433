import {
  changeKey,
  commitKey,
  Fact,
  IssueAttributes,
  issueKey,
} from '@throughline/plugin-trace-common';
import { fact, some } from '@throughline/plugin-trace-node';
import { GitlabSettings } from './config';
import { causesIn } from './mentions';
import { Project } from './schemas';

/** An issue at some moment, as webhooks and the API both can say. */
export interface Issue {
  number: number;
  title: string;
  description: string | null | undefined;
  url: string | undefined;
  state: 'opened' | 'closed';
  /** E.g. `Incident`, by GitLab's name in any case. */
  type: string | null | undefined;
  confidential: boolean | null | undefined;
  labels: string[] | undefined;
  createdAt: string;
  updatedAt: string;
  /** Undefined where it is not said; null where there is none. */
  closedAt: string | null | undefined;
}

/** Which of two reports of one second is the later one. */
export const ISSUE_RANKS = { open: 0, update: 1, reopen: 2, close: 3 } as const;

/** `INCIDENT`, `incident` and `Incident` are one. */
function typeOf(type: string | null | undefined): string | undefined {
  if (!type) return undefined;
  const words = type.toLowerCase().replaceAll('_', ' ');
  return words[0].toUpperCase() + words.slice(1);
}

/** Whether one of the labels is one of those; undefined when none are said. */
function hasAny(
  labels: string[] | undefined,
  of: ReadonlySet<string>,
): boolean | undefined {
  return labels?.some(label => of.has(label.toLowerCase()));
}

/** What an issue is at that moment. */
export function issueFact(
  { name, url }: Project,
  issue: Issue,
  rank: number,
  { incidentLabels, restrictedLabels }: GitlabSettings,
): Fact {
  const type = typeOf(issue.type);
  const causes = causesIn(issue.description, name).map(cause =>
    cause.sha
      ? commitKey(cause.repository, cause.sha)
      : changeKey(cause.repository, cause.number!),
  );
  return fact<IssueAttributes>(
    issueKey(name, issue.number),
    issue.updatedAt,
    {
      key: `#${issue.number}`,
      title: issue.title,
      url: issue.url ?? `${url}/-/issues/${issue.number}`,
      state: issue.state === 'closed' ? 'closed' : 'open',
      incident: type === 'Incident' || hasAny(issue.labels, incidentLabels),
      restricted: issue.confidential || hasAny(issue.labels, restrictedLabels),
      labels: issue.labels,
      type,
      createdAt: issue.createdAt,
      closedAt: issue.closedAt,
      causedBy: some([...new Set(causes)]) ?? null,
    },
    rank,
  );
}
