import {
  ContextAttention,
  ContextSection,
  NamesEntities,
} from '@throughline/plugin-context-common';

type Item = NamesEntities & {
  href?: string;
  waitsFor?: ContextAttention['waitsFor'];
};

// `/catalog/<namespace>/<kind>/<name>`, in a portal at the root of its host or
// below a path.
const ENTITY_PAGE =
  /^((?:https?:)?\/\/[^/?#]+)?(?:\/[^/?#]+)*?\/catalog\/([^/?#]+)\/([^/?#]+)\/([^/?#]+)/i;

// On another host it may be anything, such as a page of a repository that is
// called catalog; with one of these it hardly is.
const KINDS = [
  'api',
  'component',
  'domain',
  'group',
  'location',
  'resource',
  'system',
  'template',
  'user',
];

/** As the catalog writes refs: it does not tell upper from lower case. */
export function normaliseRef(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The entity whose page an address is, if it is one. */
export function entityOfHref(href: string): string | undefined {
  const match = ENTITY_PAGE.exec(href);
  if (!match) return undefined;
  const [namespace, kind, name] = match
    .slice(2)
    .map(part => normaliseRef(decoded(part)));
  const host = match[1];
  if (host && !KINDS.includes(kind)) return undefined;
  return `${kind}:${namespace}/${name}`;
}

/**
 * Entities that an item names, besides the one it is about. Its plugin says so
 * in `refs`; whom it waits for and where it leads to count as well, should the
 * plugin have forgotten them.
 */
export function refsOfItem(item: Item, about: string): string[] {
  const refs = item.refs ? item.refs.map(normaliseRef) : [];
  const waitsFor = item.waitsFor?.entityRef;
  if (waitsFor) refs.push(normaliseRef(waitsFor));
  const target = item.href && entityOfHref(item.href);
  if (target) refs.push(target);
  return refs.filter(ref => ref !== about);
}

/** Entities that a section names anywhere, besides the one it is about. */
export function refsOfSection(
  section: ContextSection,
  about: string,
): string[] {
  return [
    refsOfItem({ refs: section.refs }, about),
    ...[section.facts, section.attention, section.links].flatMap(items =>
      items.map((item: Item) => refsOfItem(item, about)),
    ),
  ].flat();
}
