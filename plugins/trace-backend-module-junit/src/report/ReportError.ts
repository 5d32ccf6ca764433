/** A report that cannot be read, and where. */
export class ReportError extends Error {
  name = 'ReportError';

  /**
   * @param file - as the sender calls it
   * @param problem - what is wrong, as the end of a sentence
   * @param position - both counted from 1
   */
  constructor(
    readonly file: string,
    problem: string,
    readonly position?: { line: number; column: number },
  ) {
    super(
      position
        ? `${file}, line ${position.line}, column ${position.column}: ${problem}`
        : `${file}: ${problem}`,
    );
  }
}
