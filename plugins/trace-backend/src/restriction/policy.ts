import { JsonObject } from '@backstage/types';
import {
  projectOfTicket,
  TrackerAttributes,
} from '@throughline/plugin-trace-common';

/** Which tickets of trackers are restricted, by project, as config says. */
export interface RestrictionPolicy {
  /** Tickets of these projects are. Upper case. */
  projects?: string[];
  /** Tickets of all projects but these are. Upper case. */
  allProjectsBut?: string[];
}

/**
 * Whether the policy restricts a ticket. It knows tickets of trackers only:
 * those of forges are restricted by their labels.
 *
 * By the key alone, so that a change is restricted before, or without, its
 * tracker saying anything of the ticket.
 *
 * @param key - node key of the ticket
 */
export function restrictsTicket(
  { projects = [], allProjectsBut }: RestrictionPolicy,
  key: string,
): boolean {
  const project = projectOfTicket(key);
  if (project === undefined) return false;
  return (
    projects.includes(project) ||
    (allProjectsBut !== undefined && !allProjectsBut.includes(project))
  );
}

/**
 * Whether a source restricts a ticket. Where several trackers have its key, one
 * is enough: nobody can tell which of them is meant.
 */
export function saysRestricted(state: JsonObject | undefined): boolean {
  return Object.entries(state ?? {}).some(([name, value]) =>
    name.startsWith('tracker:')
      ? (value as unknown as TrackerAttributes | null)?.restricted === true
      : name === 'restricted' && value === true,
  );
}

/**
 * Whether a ticket or an incident is restricted: because its source says so,
 * or because of its project.
 *
 * @param key - its node key
 * @param state - what is known of it; undefined while only its key is
 */
export function isRestrictedIssue(
  policy: RestrictionPolicy,
  key: string,
  state: JsonObject | undefined,
): boolean {
  return saysRestricted(state) || restrictsTicket(policy, key);
}
