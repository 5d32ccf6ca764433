/** An event that is not as it must be. */
export class EventError extends Error {
  /**
   * @param field - where, e.g. `context.timestamp`; `body` for all of it
   * @param message - for the sender: which field, and what was expected
   */
  constructor(readonly field: string, message: string) {
    super(message);
    this.name = 'EventError';
  }
}
