import { Account, Repository } from './types';
import { AppAccess, Token } from '../access/types';

/** `acme/shop`, as in addresses. */
export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** Everything one player knows: who and what there is, and who may see it. */
export class Organisation {
  readonly repositories: Repository[] = [];
  readonly tokens = new Map<string, Token>();
  readonly apps: AppAccess[] = [];
  readonly #movedTo = new Map<string, Repository>();
  #lastId = 1000;

  constructor(
    /** The organisation itself. */
    readonly account: Account,
    /** Its people and bots. */
    readonly people: Account[] = [],
  ) {}

  /** An id that nothing else has. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** A repository by its present name, in any letter case. */
  find(owner: string, name: string): Repository | undefined {
    const wanted = `${owner}/${name}`.toLowerCase();
    return this.repositories.find(it => fullName(it).toLowerCase() === wanted);
  }

  /** The repository that once had this name. */
  movedFrom(owner: string, name: string): Repository | undefined {
    return this.#movedTo.get(`${owner}/${name}`.toLowerCase());
  }

  /** A repository by `acme/shop`; throws when there is none. */
  get(name: string): Repository {
    const [owner, own] = name.includes('/')
      ? name.split('/')
      : [this.account.login, name];
    const found = this.find(owner, own);
    if (!found) throw new Error(`There is no repository ${name}`);
    return found;
  }

  /** An account by its login. */
  person(login: string): Account | undefined {
    return [this.account, ...this.people].find(it => it.login === login);
  }

  /** Its old address leads to the new one from now on. */
  remember(oldName: string, repository: Repository): void {
    this.#movedTo.set(oldName.toLowerCase(), repository);
  }

  /** Old addresses of a deleted repository lead nowhere. */
  forget(repository: Repository): void {
    this.repositories.splice(this.repositories.indexOf(repository), 1);
    for (const [name, target] of this.#movedTo) {
      if (target === repository) this.#movedTo.delete(name);
    }
  }
}
