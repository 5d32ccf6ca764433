import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What data sets are made by, below the repository. */
const MAKERS = [
  'packages/backend-kit/src',
  'packages/bench/src/deliveries',
  'packages/demo/src/generator',
  'plugins/context-backend/migrations',
  'plugins/trace-backend/migrations',
  'plugins/trace-backend/src',
  'plugins/trace-backend-module-github/src',
  'plugins/trace-common/src',
];

/** Short digest of everything that makes a data set what it is. */
export async function dataVersion(repository: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of MAKERS) {
    const entries = await readdir(join(repository, folder), {
      recursive: true,
      withFileTypes: true,
    });
    const files = entries
      .filter(entry => entry.isFile() && !entry.name.includes('.test.'))
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(await readFile(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 10);
}
