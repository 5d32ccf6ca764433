import { fullName } from '../model/Organisation';
import { Repository } from '../model/types';

/** Addresses, as they stand in answers and payloads. */
export class Links {
  constructor(
    /** Of pages, without a slash at the end: `https://github.com`. */
    readonly web: string,
    /** Of the REST API: `https://api.github.com`. */
    readonly api: string,
  ) {}

  /** The page of a repository, or of something in it. */
  page(repository: Repository, path: string = ''): string {
    return `${this.web}/${fullName(repository)}${path}`;
  }

  /** A repository in the REST API, or something in it. */
  rest(repository: Repository, path: string = ''): string {
    return `${this.api}/repos/${fullName(repository)}${path}`;
  }
}
