import { Repository } from '../model/types';
import { AppAccess, Permission, RepositorySelection, Token } from './types';

/** Who asks. */
export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'token'; token: Token }
  | { kind: 'app'; app: AppAccess };

function isSelected(
  selection: RepositorySelection,
  repository: Repository,
): boolean {
  return selection === 'all' || selection.includes(repository.id);
}

/** Whether a caller learns that this repository exists. */
export function canSee(caller: Caller, repository: Repository): boolean {
  if (!repository.private) return true;
  if (caller.kind !== 'token') return false;
  const { token } = caller;
  return (
    isSelected(token.repositories, repository) &&
    (token.kind !== 'classic' || token.scopes.includes('repo'))
  );
}

/**
 * Whether a caller who sees a repository may read a part of it. What is
 * public is read without a permission, as GitHub's documentation of its REST
 * endpoints says: "if only public resources are requested".
 */
export function mayRead(
  caller: Caller,
  repository: Repository,
  permission: Permission,
): boolean {
  if (!repository.private || permission === 'metadata') return true;
  if (caller.kind !== 'token') return false;
  const { token } = caller;
  return token.kind === 'classic' || permission in token.permissions;
}

/** Whether the repository is among those the token was given. */
export function isGiven(token: Token, repository: Repository): boolean {
  return isSelected(token.repositories, repository);
}
