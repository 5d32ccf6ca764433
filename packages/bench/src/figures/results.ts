import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { Figure } from './figure';
import { wordsOf } from './table';

/** What it was measured on. */
export function machine() {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

/** The content of a result file. Whoever compares results reads `figures`. */
export function resultOf(
  name: string,
  figures: Figure[],
  context: { date: string; command: string },
) {
  return {
    name,
    ...context,
    machine: machine(),
    spread: Object.fromEntries(figures.map(({ id, spread }) => [id, spread])),
    figures: figures.map(({ id, unit, ours, yardstick, ratio, ...rest }) => ({
      id,
      unit,
      ours,
      yardstick: yardstick ?? null,
      ratio: ratio ?? null,
      target: wordsOf(rest.target, unit),
      met: rest.met,
    })),
  };
}

/** Writes `<folder>/<name>.json`. */
export async function writeResult(
  folder: string,
  result: ReturnType<typeof resultOf>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(result, null, 2)}\n`;
  await writeFile(join(folder, `${result.name}.json`), text);
}
