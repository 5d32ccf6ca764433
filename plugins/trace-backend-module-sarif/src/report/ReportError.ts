/** A report that cannot be read, and where. */
export class ReportError extends Error {
  name = 'ReportError';

  /**
   * @param path - where in it, e.g. `runs[0].results[3].level`
   * @param problem - what is wrong there, as the end of a sentence
   */
  constructor(readonly path: string, problem: string) {
    super(`The report, ${path}: ${problem}`);
  }
}
