/** A place in a text, both counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A report that cannot be read, and where. */
export class ReportError extends Error {
  name = 'ReportError';

  /**
   * @param file - as the sender calls it
   * @param problem - what is wrong, as the end of a sentence
   */
  constructor(
    readonly file: string,
    problem: string,
    readonly position?: Position,
  ) {
    super(
      position
        ? `${file}, line ${position.line}, column ${position.column}: ${problem}`
        : `${file}: ${problem}`,
    );
  }
}
