import { Release, Repository } from '../../model/types';
import { GraphqlContext } from '../GraphqlContext';
import { accountNode } from './account';
import { commitNode } from './commit';
import { tagRefNode } from './ref';
import { repositoryNode } from './repository';

/** A release of a tag. */
export function releaseNode(
  context: GraphqlContext,
  repository: Repository,
  release: Release,
): Record<string, unknown> {
  const tag = repository.tags.find(it => it.name === release.tag);
  const url = context.links.page(
    repository,
    `/releases/tag/${encodeURIComponent(release.tag)}`,
  );
  return {
    __typename: 'Release',
    id: `RE_${release.id}`,
    databaseId: release.id,
    name: release.name,
    tagName: release.tag,
    description: release.body,
    isDraft: release.draft,
    isPrerelease: release.prerelease,
    isLatest: repository.releases.at(-1) === release,
    createdAt: release.createdAt,
    publishedAt: release.publishedAt ?? null,
    updatedAt: release.publishedAt ?? release.createdAt,
    url,
    author: () => accountNode(release.author, context.links),
    tag: () => (tag ? tagRefNode(context, repository, tag) : null),
    tagCommit: () =>
      tag
        ? commitNode(context, repository, repository.commits.get(tag.sha)!)
        : null,
    repository: () => repositoryNode(context, repository),
  };
}
