import { Commit, Repository } from './types';

/** The commit that a branch, a tag or a hash stands for. */
export function commitAt(
  repository: Repository,
  expression: string,
): Commit | undefined {
  const name = expression === 'HEAD' ? repository.defaultBranch : expression;
  const branch = name.replace(/^(?:refs\/)?heads\//, '');
  const tag = name.replace(/^(?:refs\/)?tags\//, '');
  const sha =
    repository.branches.get(branch) ??
    repository.tags.find(it => it.name === tag)?.sha ??
    name;
  return repository.commits.get(sha);
}
