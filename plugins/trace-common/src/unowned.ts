import { HiddenNode, NodeSummary } from './api';

/** How far back what nobody claims is looked for, in days. */
export const UNOWNED_DAYS = 90;

/** Folders that are told of one repository. */
export const MAX_UNOWNED_FOLDERS = 50;

/** A folder that no entity claims anything of, in a repository of some. */
export interface UnownedFolder {
  /**
   * What would claim it, as the annotation `throughline.dev/paths` takes it:
   * `docs/**`, or for the files of a folder alone `services/*`. Missing where
   * which files changed is not known, or may not be said.
   */
  glob?: string;
  /** Changes that landed in the last {@link UNOWNED_DAYS} days. */
  changes: number;
  /** Those of them that belong to an entity as well. */
  alsoOwned: number;
  /** ISO 8601: when the latest of them landed. */
  latestAt: string;
  /** Hidden where it belongs to entities of which the reader may see none. */
  latest: NodeSummary | HiddenNode;
}

/** What of a repository no entity claims. */
export interface UnownedRepository {
  /** `host/owner/name` */
  repository: string;
  /** The most changed first; see {@link MAX_UNOWNED_FOLDERS}. */
  folders: UnownedFolder[];
  /** There are more folders, or more changes than were counted. */
  truncated: boolean;
}

/** `GET /unowned` */
export interface UnownedResponse {
  /** By name: those that entities claim parts of, and not all that changes. */
  items: UnownedRepository[];
  /** Pass as `cursor` for the next page; missing on the last one. */
  nextCursor?: string;
}
