import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../paths.mjs';
import { Problem, say } from '../say.mjs';
import { step } from './app.mjs';
import { insertCode, mergeSettings } from './edit.mjs';
import { readGuide } from './guide.mjs';

/** The command that starts an app; it does not end, so it is not waited for. */
const START = 'yarn start';

/**
 * Does in an app what pages of this repository say, but for starting it.
 *
 * @param pages - file and, if only a part is meant, section
 */
export async function follow(app, pages, { system }) {
  let done = 0;
  for (const { file, section } of pages) {
    const markdown = await readFile(inRepository(file), 'utf8');
    const steps = readGuide(markdown, { system, section });
    if (steps.length === 0) {
      throw new Problem(`${file} says nothing to do for the ${system} system.`);
    }
    for (const what of steps) {
      try {
        await take(what, app);
      } catch (error) {
        if (error instanceof Problem) throw error;
        throw new Problem(`${file}, ${what.file}: ${error.message}`);
      }
    }
    done += steps.length;
  }
  return done;
}

async function take(what, app) {
  if (what.kind === 'run') {
    for (const command of what.commands.filter(text => text !== START)) {
      await step(command, app, ['sh', '-c', command]);
    }
    return;
  }
  const path = join(app, what.file);
  const text = await readFile(path, 'utf8');
  say(`Editing ${what.file}`);
  await writeFile(
    path,
    what.kind === 'code'
      ? insertCode(text, what)
      : mergeSettings(text, what.settings),
  );
}
