import { StoredSection } from './types';

/**
 * Sections in the order of their plugins, those of one plugin by id. Sections
 * of other plugins are left out.
 */
export function inOrderOf(
  plugins: { id: string }[],
  sections: StoredSection[],
): StoredSection[] {
  const places = new Map(plugins.map(({ id }, index) => [id, index]));
  return sections
    .filter(({ plugin }) => places.has(plugin))
    .sort(
      (a, b) =>
        places.get(a.plugin)! - places.get(b.plugin)! ||
        a.sectionId.localeCompare(b.sectionId, 'en'),
    );
}
