import { CommanderError } from 'commander';
import { CliError, EXIT, ExitCode } from './exit';
import { note } from './output';
import { createProgram } from './program';

/** Runs a command line; what the process is to end with. */
export async function run(args: string[]): Promise<ExitCode> {
  // A reader that has seen enough, e.g. `head`, is no error.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  });
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // Commander has printed help or what is wrong by now.
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    }
    const message = error instanceof Error ? error.message : String(error);
    note(message);
    return error instanceof CliError ? error.code : EXIT.usage;
  }
}
