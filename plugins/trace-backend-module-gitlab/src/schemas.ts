import { Actor, toInstant } from '@throughline/plugin-trace-common';
import {
  id,
  identifier,
  prose,
  repositoryAddress,
} from '@throughline/plugin-trace-node';
import { z } from 'zod';

export {
  id,
  identifier,
  optionalPageAddress as pageAddress,
  prose,
  sha,
} from '@throughline/plugin-trace-node';

const MAX_LABELS = 100;
/** `2013-12-03T17:23:34Z`, `2016-08-12 15:23:28 UTC`, `… 21:50:00 +0200` */
const ZONED_TIME =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})? ?(?:Z|UTC|([+-]\d\d):?(\d\d))$/;
/**
 * How GitLab names the accounts it makes for access tokens and the like, see
 * https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects
 */
const BOT =
  /^(?:project|group)_\d+_bot|^service_account_|^gitlab-?(?:duo|bot)|\[bot\]$|[-_.]bot$/i;

/**
 * A time in any of GitLab's forms; undefined when it is none of them.
 *
 * In whole seconds: webhooks say no more of most times, and the API does. Cut
 * to what both say, a thing has the same times whoever tells of it.
 */
export function readInstant(text: string): string | undefined {
  const [, day, time, hours, minutes] = ZONED_TIME.exec(text) ?? [];
  return day
    ? toInstant(`${day}T${time}${hours ? `${hours}:${minutes}` : 'Z'}`)
    : undefined;
}

/** A time with its zone, as facts carry it. */
export const instant = z.string().transform((value, context) => {
  const read = readInstant(value);
  if (read) return read;
  context.addIssue('expected a time with its zone');
  return z.NEVER;
});

/** An account, as GitLab's `user` and `author` give it. */
export const account = z.object({ id: id.optional(), username: identifier });

/** Who an account is. GitLab says nothing of its type but by its name. */
export function actorOf(username: string): Actor {
  return { login: username, type: BOT.test(username) ? 'bot' : 'person' };
}

/** Names of labels, in an order that does not depend on who tells of them. */
export function labelNames(names: string[]): string[] {
  return names.slice(0, MAX_LABELS).sort();
}

/** Labels, as webhooks give them. */
export const labels = z
  .array(z.object({ title: prose(100) }))
  .transform(list => labelNames(list.map(({ title }) => title)));

/** A project, and where facts of it belong. */
export interface Project {
  /** As keys name it. */
  name: string;
  /** Of its page, without a slash at the end. */
  url: string;
  defaultBranch?: string;
}

/** The address of a project. */
export const projectAddress = repositoryAddress('project');

/** The project a payload is about, by its address. */
export const project = z
  .object({ web_url: projectAddress, default_branch: identifier.nullish() })
  .transform(
    (value): Project => ({
      ...value.web_url,
      defaultBranch: value.default_branch ?? undefined,
    }),
  );
