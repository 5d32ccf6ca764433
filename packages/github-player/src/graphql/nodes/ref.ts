import { Repository, Tag } from '../../model/types';
import { GraphqlContext } from '../GraphqlContext';
import { commitNode } from './commit';
import { repositoryNode } from './repository';

function tagTarget(context: GraphqlContext, repository: Repository, tag: Tag) {
  const commit = () =>
    commitNode(context, repository, repository.commits.get(tag.sha)!);
  if (!tag.annotation) return commit();
  const { sha, message } = tag.annotation;
  return {
    __typename: 'Tag',
    id: `T_${sha}`,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    name: tag.name,
    message,
    tagger: {
      __typename: 'GitActor',
      name: tag.by.name ?? tag.by.login,
      email: tag.by.email ?? null,
      date: tag.at,
      user: null,
    },
    target: commit,
    repository: () => repositoryNode(context, repository),
  };
}

/** A tag, as a ref. */
export function tagRefNode(
  context: GraphqlContext,
  repository: Repository,
  tag: Tag,
): Record<string, unknown> {
  return {
    __typename: 'Ref',
    id: `REF_tags_${tag.name}`,
    name: tag.name,
    prefix: 'refs/tags/',
    target: () => tagTarget(context, repository, tag),
    repository: () => repositoryNode(context, repository),
  };
}

/** A branch; null when it is gone. */
export function refNode(
  context: GraphqlContext,
  repository: Repository,
  branch: string,
): Record<string, unknown> | null {
  const tip = repository.branches.get(branch);
  if (!tip) return null;
  return {
    __typename: 'Ref',
    id: `REF_heads_${branch}`,
    name: branch,
    prefix: 'refs/heads/',
    target: () => commitNode(context, repository, repository.commits.get(tip)!),
    repository: () => repositoryNode(context, repository),
  };
}
