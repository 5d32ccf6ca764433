/** What was asked for on the command line. */
export interface BenchArguments {
  /** Entries, in their order. */
  names: string[];
  /** A million deliveries in the large data set. */
  full: boolean;
  /** Small counts, for those who work on the bench: no measurement. */
  quick: boolean;
}

/**
 * @param entries - all there are, in their order
 * @throws Error that says what there is, when something else was asked for
 */
export function parseArguments(
  args: string[],
  entries: string[],
): BenchArguments {
  const flags = ['--full', '--quick'];
  const known = [...entries, ...flags];
  const unknown = args.find(arg => !known.includes(arg));
  if (unknown !== undefined) {
    throw new Error(
      `There is no "${unknown}". Entries: ${entries.join(
        ', ',
      )}. Options: ${flags.join(', ')}.`,
    );
  }
  const full = args.includes('--full');
  const quick = args.includes('--quick');
  if (full && quick) throw new Error('Choose one of --full and --quick');
  const names = entries.filter(entry => args.includes(entry));
  return { names: names.length > 0 ? names : entries, full, quick };
}
