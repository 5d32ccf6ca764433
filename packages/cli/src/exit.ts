/** What the process ends with. Documented in `--help` and the README. */
export const EXIT = {
  ok: 0,
  /** The portal refused what was sent, or has a fault. */
  refused: 1,
  /** Something about the call has to change. */
  usage: 2,
  /** Nothing to show, or nothing to send. */
  nothing: 3,
  /** The portal cannot be reached, or is too busy; the same call may do later. */
  unreachable: 4,
  /** The token or secret is missing, wrong, or not enough. */
  denied: 5,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with a code and a message for people. */
export class CliError extends Error {
  constructor(readonly code: ExitCode, message: string) {
    super(message);
    this.name = 'CliError';
  }
}

/** Something about the call has to change. */
export function usage(message: string): CliError {
  return new CliError(EXIT.usage, message);
}

/** Nothing to show, or nothing to send. */
export function nothing(message: string): CliError {
  return new CliError(EXIT.nothing, message);
}
