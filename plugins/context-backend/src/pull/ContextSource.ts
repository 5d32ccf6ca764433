/** Somebody who can be asked what they know of entities. */
export interface ContextSource {
  /** The plugin's id. */
  readonly id: string;
  /**
   * The sections of the entities, not checked yet.
   *
   * @param entityRefs - 1 to 100
   * @throws SourceError when there is no answer, or one that cannot be used
   */
  read(entityRefs: string[], signal: AbortSignal): Promise<unknown[]>;
}

/** Why a source could not be asked. Its message is shown to people. */
export class SourceError extends Error {
  readonly name = 'SourceError';
}
