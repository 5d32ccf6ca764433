import { ReleaseNode } from '../queries/releases';

/** What `release` would have said; undefined for a draft. */
export function releasePayload(release: ReleaseNode) {
  if (release.isDraft || !release.publishedAt) return undefined;
  return {
    action: release.isPrerelease ? 'prereleased' : 'released',
    release: {
      tag_name: release.tagName,
      name: release.name,
      html_url: release.url,
      target_commitish: release.tagCommit?.oid,
      prerelease: release.isPrerelease,
      published_at: release.publishedAt,
      updated_at: release.updatedAt,
    },
  };
}
