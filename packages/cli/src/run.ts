import { CommanderError } from 'commander';
import { CliError, EXIT, ExitCode } from './exit';
import { note } from './output';
import { createProgram } from './program';

/** What must never be printed, whoever says it. */
function redacted(text: string, args: string[]): string {
  const given = ['--secret', '--token'].flatMap(option =>
    args.flatMap((arg, index) => {
      if (arg === option) return [args[index + 1] ?? ''];
      return arg.startsWith(`${option}=`) ? [arg.slice(option.length + 1)] : [];
    }),
  );
  return [
    ...given,
    process.env.THROUGHLINE_SECRET ?? '',
    process.env.THROUGHLINE_TOKEN ?? '',
  ]
    .map(secret => secret.trim())
    .filter(Boolean)
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

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
    note(redacted(message, args));
    return error instanceof CliError ? error.code : EXIT.usage;
  }
}
