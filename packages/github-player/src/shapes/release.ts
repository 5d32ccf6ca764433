import { Release, Repository, Tag } from '../model/types';
import { Links } from '../server/Links';
import { accountShape } from './account';

/** A release of a tag. */
export function releaseShape(
  repository: Repository,
  release: Release,
  links: Links,
) {
  const url = links.rest(repository, `/releases/${release.id}`);
  const tag = encodeURIComponent(release.tag);
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: links.page(repository, `/releases/tag/${tag}`),
    id: release.id,
    author: accountShape(release.author, links),
    node_id: `RE_${release.id}`,
    tag_name: release.tag,
    target_commitish: repository.defaultBranch,
    name: release.name,
    draft: release.draft,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    published_at: release.publishedAt ?? null,
    assets: [],
    tarball_url: links.rest(repository, `/tarball/${tag}`),
    zipball_url: links.rest(repository, `/zipball/${tag}`),
    body: release.body,
  };
}

/** A tag as lists give it. */
export function tagShape(repository: Repository, tag: Tag, links: Links) {
  return {
    name: tag.name,
    zipball_url: links.rest(repository, `/zipball/refs/tags/${tag.name}`),
    tarball_url: links.rest(repository, `/tarball/refs/tags/${tag.name}`),
    commit: {
      sha: tag.sha,
      url: links.rest(repository, `/commits/${tag.sha}`),
    },
    node_id: `REF_tags_${tag.name}`,
  };
}
