import { Entity } from '@backstage/catalog-model';

/** The fields of an entity that its ref and its title are made of. */
export const TITLE_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
];

/** What people call an entity. */
export function entityTitle({ metadata, spec }: Entity): string {
  const profile = spec?.profile as { displayName?: string } | undefined;
  return metadata.title ?? profile?.displayName ?? metadata.name;
}
