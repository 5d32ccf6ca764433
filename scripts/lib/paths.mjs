import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path inside the repository. */
export const inRepository = (...parts) => join(root, ...parts);

/** Where the scripts keep what they fetched and built; safe to delete. */
export const inCache = (...parts) => join(root, '.cache', ...parts);
