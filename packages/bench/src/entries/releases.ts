import { ticketsPerRelease } from '@throughline/plugin-trace-common';
import { atLeast, Figure, figureOf } from '../figures/figure';
import { say } from '../harness/processes';
import {
  readCloneHistory,
  readPublishedHistory,
  ReleaseHistory,
} from '../releases/history';
import { differences, foundIn, plainly, scoreOf } from '../releases/score';

/** The clone that is asked for by the environment, see the README. */
async function askedFor(): Promise<ReleaseHistory | undefined> {
  const { RELEASES_GIT, RELEASES_TAGS, RELEASES_PREFIX, RELEASES_NOTES } =
    process.env;
  if (!RELEASES_GIT) return undefined;
  if (!RELEASES_PREFIX) {
    throw new Error('RELEASES_PREFIX: expected what keys begin with, e.g. PAY');
  }
  return readCloneHistory({
    path: RELEASES_GIT,
    tags: RELEASES_TAGS ?? '*',
    prefix: RELEASES_PREFIX,
    notes: RELEASES_NOTES,
  });
}

/**
 * Tickets per release from commits and tags alone, against a project's own
 * release notes, beside what a plain expression gets.
 */
export async function releases(): Promise<Figure[]> {
  const history = (await askedFor()) ?? readPublishedHistory();
  if (!history) {
    say('releases: no ../shared/corpora/git-history, nothing is MEASURED');
    return [];
  }
  const { noted, prefix } = history;
  const ours = foundIn(
    ticketsPerRelease(history.commits, history.tags, { prefixes: [prefix] }),
  );
  const plain = plainly(history);
  const lines = noted
    ? differences(
        ours,
        new Map([...noted].map(([tag, keys]) => [tag, new Set(keys)])),
        'the notes',
      )
    : differences(ours, plain, 'the plain expression');
  lines.forEach(line => say(`releases: ${line}`));
  if (!noted) return [];
  const score = scoreOf(ours, noted);
  const yardstick = scoreOf(plain, noted);
  return (['precision', 'recall', 'f1'] as const).map(id =>
    figureOf({
      id,
      unit: 'of 1',
      runs: { ours: [score[id]], yardstick: [yardstick[id]] },
      against: 'plain expression',
      // A history of somebody's own has notes of its own quality.
      target: {
        ...atLeast(0.94),
        guard: id !== 'f1' || Boolean(process.env.RELEASES_GIT),
      },
    }),
  );
}
