import type { SectionView } from '@throughline/plugin-context-common';

/**
 * How fresh the whole is: as its oldest section whose plugin answers. Those that
 * do not say their own age.
 *
 * @returns ISO 8601; undefined if no section is fresh
 */
export function asOfWhole(sections: SectionView[]): string | undefined {
  return sections
    .filter(({ stale }) => !stale)
    .map(({ asOf }) => asOf)
    .sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}
