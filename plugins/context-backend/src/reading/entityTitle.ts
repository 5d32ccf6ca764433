import { Entity } from '@backstage/catalog-model';

/** What people call an entity. */
export function entityTitle({ metadata, spec }: Entity): string {
  const profile = spec?.profile as { displayName?: string } | undefined;
  return metadata.title ?? profile?.displayName ?? metadata.name;
}
