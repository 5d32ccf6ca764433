import { fullName, Organisation } from './Organisation';
import { Account, Repository } from './types';

/** Its old name leads to the new one. */
export function renameRepository(
  organisation: Organisation,
  repository: Repository,
  name: string,
): void {
  organisation.remember(fullName(repository), repository);
  repository.name = name;
}

/** Gives it to another owner; its old name leads there. */
export function transferRepository(
  organisation: Organisation,
  repository: Repository,
  owner: Account,
): void {
  organisation.remember(fullName(repository), repository);
  repository.owner = owner;
}

/** It can be read, and nothing happens in it any more. */
export function archiveRepository(repository: Repository): void {
  repository.archived = true;
}

/** Nobody sees it any more: it is private, and taken from every token. */
export function hideRepository(
  organisation: Organisation,
  repository: Repository,
): void {
  repository.private = true;
  const others = organisation.repositories
    .filter(it => it !== repository)
    .map(it => it.id);
  const without = (selection: 'all' | number[]) =>
    selection === 'all' ? others : selection.filter(it => it !== repository.id);
  for (const token of organisation.tokens.values()) {
    token.repositories = without(token.repositories);
  }
  for (const { installations } of organisation.apps) {
    for (const installation of installations) {
      installation.repositories = without(installation.repositories);
    }
  }
}

/** It is gone, and its former names lead nowhere. */
export function deleteRepository(
  organisation: Organisation,
  repository: Repository,
): void {
  organisation.forget(repository);
}
