import { dirname, join } from 'node:path';

const bench = dirname(require.resolve('@throughline/bench/package.json'));

/** The repository. */
export const repository = join(bench, '..', '..');

/** A file of the bench that is started as a program. */
export const program = (name: string) => join(bench, 'src', 'harness', name);
