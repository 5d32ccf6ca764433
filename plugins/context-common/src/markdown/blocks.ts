import {
  AttentionView,
  ContextChanges,
  ItemChange,
  SectionChange,
  SectionView,
  SourceView,
} from '../api';
import { ContextFact, ContextLink, ContextStatus } from '../section';
import { absoluteTime, escapeText, linkTo, sentence } from './escape';
import { Block, Unit } from './fit';

/** What is left out first, if something has to be, has the smallest number. */
const IMPORTANCE = {
  link: 0,
  fact: 1,
  highlight: 2,
  summary: 3,
  source: 4,
  section: 5,
  change: 6,
  attention: 7,
  blocked: 8,
} as const;

const isBad = (status: ContextStatus | undefined) =>
  status === 'blocked' || status === 'attention';

function factText({ label, value, at, status, href }: ContextFact): string {
  return [
    `- ${escapeText(label)}: ${href ? linkTo(value, href) : escapeText(value)}`,
    at && `(${absoluteTime(at)})`,
    status && `[${status}]`,
  ]
    .filter(Boolean)
    .join(' ');
}

function attentionText(item: AttentionView, sectionTitle: string): string {
  const { status, title, detail, since, waitsFor, href } = item;
  const mark = waitsFor?.agent ? ' (an agent)' : '';
  return [
    `- ${status}: ${href ? `${linkTo(title, href)}.` : sentence(title)}`,
    detail && sentence(detail),
    since && `Since ${absoluteTime(since)}.`,
    waitsFor && `Waits for ${escapeText(waitsFor.name)}${mark}.`,
    `(${sectionTitle})`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** What somebody should act on, of all sections. */
export function attentionBlock(
  attention: AttentionView[],
  sections: SectionView[],
): Block {
  const titles = new Map(
    sections.map(({ sectionId, title }) => [sectionId, title]),
  );
  const group = 'Needs attention';
  return {
    heading: group,
    units:
      attention.length === 0
        ? [
            {
              group,
              noun: 'item',
              importance: IMPORTANCE.attention,
              text: '- nothing',
            },
          ]
        : attention.map((item, index) => ({
            group,
            noun: 'item',
            // Oldest first, so of equals the first one is left out first.
            importance: IMPORTANCE[item.status] + index / 10_000,
            text: attentionText(
              item,
              escapeText(titles.get(item.sectionId) ?? item.sectionId),
            ),
          })),
  };
}

/** A section with its summary, facts and links. */
export function sectionBlock(section: SectionView): Block {
  const { title, status, headline, facts, links, asOf, stale } = section;
  const group = escapeText(title);
  const summary: Unit = {
    group,
    noun: 'summary',
    importance: IMPORTANCE.summary,
    text: [
      headline && `- Summary: ${sentence(headline)}`,
      `- As of ${absoluteTime(asOf)}.`,
      stale &&
        `- Out of date since ${absoluteTime(stale.since)}: ${sentence(
          stale.reason,
        )}`,
    ]
      .filter(Boolean)
      .join('\n'),
  };
  return {
    heading: {
      group,
      noun: 'section',
      importance: IMPORTANCE.section,
      text: `${group}: ${status}`,
    },
    units: [
      summary,
      ...facts.map(
        (fact): Unit => ({
          group,
          noun: 'fact',
          importance:
            fact.highlight || isBad(fact.status)
              ? IMPORTANCE.highlight
              : IMPORTANCE.fact,
          text: factText(fact),
        }),
      ),
      ...links.map(
        (link): Unit => ({
          group,
          noun: 'link',
          importance: IMPORTANCE.link,
          text: `- Link: ${linkTo(link.title, link.href)}`,
        }),
      ),
    ],
  };
}

function becameText<Item>(
  what: string,
  { change, before, after }: ItemChange<Item>,
  textOf: (item: Item) => string,
): string {
  if (change === 'added') return `- ${what}, new: ${textOf(after!)}`;
  if (change === 'removed') return `- ${what}, gone: ${textOf(before!)}`;
  return `- ${what}, was: ${textOf(before!)}; is: ${textOf(after!)}`;
}

const bare = (text: string) => text.replace(/^- /, '');

function changeTexts(change: SectionChange): string[] {
  const title = escapeText(change.title);
  const { status, headline } = change;
  const at = absoluteTime(change.changedAt);
  return [
    ...(change.change === 'changed'
      ? []
      : [`- ${title}: section ${change.change} (${at})`]),
    ...(status
      ? [`- ${title}: was ${status.before}, is ${status.after} (${at})`]
      : []),
    ...(change.change === 'changed' && headline?.after !== undefined
      ? [`- ${title}: ${escapeText(headline.after)}`]
      : []),
    ...change.attention.map(item =>
      becameText(title, item, attention =>
        bare(
          attentionText({ ...attention, sectionId: change.sectionId }, title),
        ),
      ),
    ),
    ...change.facts.map(item =>
      becameText<ContextFact>(title, item, fact => bare(factText(fact))),
    ),
    ...change.links.map(item =>
      becameText<ContextLink>(title, item, link =>
        linkTo(link.title, link.href),
      ),
    ),
  ];
}

/** What changed since a moment. */
export function changesBlock({ since, cut, sections }: ContextChanges): Block {
  const at = absoluteTime(since.at);
  const why = cut ? ', the oldest moment kept' : '';
  const texts = sections.flatMap(changeTexts);
  return {
    heading: `Changed since revision ${since.revision} (${at}${why})`,
    units: (texts.length > 0 ? texts : ['- nothing']).map(text => ({
      group: 'Changed',
      noun: 'change',
      importance: IMPORTANCE.change,
      text,
    })),
  };
}

/** Plugins whose sections are missing or may be out of date. */
export function sourcesBlock(sources: SourceView[]): Block {
  return {
    heading: 'Not up to date',
    units: sources
      .filter(({ state }) => state !== 'answering')
      .map(({ plugin, state, message }) => ({
        group: 'Not up to date',
        noun: 'source',
        importance: IMPORTANCE.source,
        text: `- ${escapeText(plugin)}: ${
          state === 'waiting' ? 'not asked yet' : 'failing'
        }${message ? `, ${escapeText(message)}` : ''}`,
      })),
  };
}
