import { Organisation } from '../model/Organisation';
import { Repository } from '../model/types';
import { Dice } from '../generate/Dice';

/** Where something happens, and what its hashes and names come from. */
export interface Place {
  organisation: Organisation;
  repository: Repository;
  dice: Dice;
}

/** The number that the next pull request or issue gets. */
export function nextNumber({ repository }: Place): number {
  return repository.pulls.length + repository.issues.length + 1;
}

/** The account that is asked for, which there has to be. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}`);
  return value;
}
