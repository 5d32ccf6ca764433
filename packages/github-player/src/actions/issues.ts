import { Account, Issue } from '../model/types';
import { latest } from '../model/time';
import { nextNumber, Place } from './Place';

/** Opens a ticket, or with the label `incident` an outage. */
export function openIssue(
  place: Place,
  wanted: {
    title: string;
    body?: string;
    labels?: string[];
    by: Account;
    at: string;
  },
): Issue {
  const issue: Issue = {
    id: place.organisation.nextId(),
    number: nextNumber(place),
    title: wanted.title,
    body: wanted.body,
    state: 'open',
    author: wanted.by,
    labels: wanted.labels ?? [],
    createdAt: wanted.at,
    updatedAt: wanted.at,
  };
  place.repository.issues.push(issue);
  return issue;
}

/** Closes it. */
export function closeIssue(issue: Issue, at: string): void {
  issue.state = 'closed';
  issue.closedAt = at;
  issue.updatedAt = latest(issue.updatedAt, at);
}
