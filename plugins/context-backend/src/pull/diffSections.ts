import { ContextSection } from '@throughline/plugin-context-common';
import {
  ChangedSection,
  ConfirmedSection,
  ForgottenHistory,
  gone,
  HeldSection,
} from '../database/operations/sections';
import { contentOf } from './sectionContent';

/** What an answer makes of what is kept. */
export interface SectionChanges {
  changed: ChangedSection[];
  confirmed: ConfirmedSection[];
  forgotten: ForgottenHistory[];
}

const keyOf = (section: { entityRef: string; sectionId: string }) =>
  `${section.entityRef} ${section.sectionId}`;

/** The shortest time for which a section is valid, whatever it says. */
const MIN_VALID_MS = 10_000;

function timesOf(section: ContextSection, now: Date) {
  const { asOf, validUntil } = section;
  return {
    // Nobody knows today what is known tomorrow.
    asOf: new Date(Math.min(new Date(asOf).getTime(), now.getTime())),
    // One that had expired before it came would be asked for without a pause.
    validUntil: validUntil
      ? new Date(
          Math.max(
            new Date(validUntil).getTime(),
            now.getTime() + MIN_VALID_MS,
          ),
        )
      : undefined,
  };
}

/**
 * Compares what a plugin answered with what is kept of it.
 *
 * @param options - `complete`: the entities of which nothing is missing in the
 *   answer, so that what is kept of them and not answered has gone
 */
export function diffSections(options: {
  pluginId: string;
  held: HeldSection[];
  answered: ContextSection[];
  complete: Set<string>;
  now: Date;
}): SectionChanges {
  const { pluginId, held, answered, complete, now } = options;
  const before = new Map(held.map(section => [keyOf(section), section]));
  const changed: ChangedSection[] = [];
  const confirmed: ConfirmedSection[] = [];
  const forgotten: ForgottenHistory[] = [];
  for (const section of answered) {
    const { entityRef, sectionId, historyId } = section;
    const was = before.get(keyOf(section));
    const { body, hash } = contentOf(section);
    const times = timesOf(section, now);
    if (was?.hash === hash) {
      confirmed.push({ entityRef, sectionId, ...times });
    } else {
      changed.push({ entityRef, sectionId, pluginId, hash, body, ...times });
    }
    if (was?.historyId !== historyId) {
      forgotten.push({ entityRef, sectionId, historyId });
    }
  }
  const there = new Set(answered.map(keyOf));
  for (const section of held) {
    const missing = section.hash !== '' && !there.has(keyOf(section));
    if (missing && complete.has(section.entityRef)) {
      changed.push(gone(section, now));
    }
  }
  return { changed, confirmed, forgotten };
}
