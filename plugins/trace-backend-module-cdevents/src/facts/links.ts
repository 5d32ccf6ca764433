import { Fact } from '@throughline/plugin-trace-common';
import { CdEvent } from '../event';
import { digestOf, fallback, SYSTEM } from './fact';

/** Events that say which commit something is of, through what they are about. */
const TELLING = /^change\.merged$|^(?:pipelinerun|taskrun)\./;
/** Events that say how an artifact came to be. */
const MAKING = new Set(['artifact.packaged', 'artifact.published']);

/** The subject of an event itself. Links name it by its id, and no sender. */
const eventKey = (id: string) => `event:${SYSTEM}/${digestOf(id)}`;

const linksTo = (ids: string[]) =>
  Object.fromEntries(ids.map(id => [`link:${eventKey(id)}`, true]));

/**
 * What an event is linked to, and what it is about, so that an artifact can be
 * followed back to a change or run that has a commit. The artifact gets the
 * links of the events of its making; nothing else is followed from.
 */
export function linkFacts(
  { name, id, links }: CdEvent,
  [about]: Fact[],
): Fact[] {
  const telling = about && TELLING.test(name);
  const ofEvent = {
    ...(telling && { [`about:${about.subject}`]: true }),
    ...linksTo(links),
  };
  return [
    ...(Object.keys(ofEvent).length > 0
      ? [fallback<Record<string, boolean>>(eventKey(id), ofEvent)]
      : []),
    ...(about && MAKING.has(name) && links.length > 0
      ? [fallback<Record<string, boolean>>(about.subject, linksTo(links))]
      : []),
  ];
}
