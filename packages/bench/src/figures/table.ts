import Table from 'cli-table3';
import { Figure, Target } from './figure';
import { short } from './numbers';

/** A target in a word: `≥ 2.5×`, `≤ 120 kB`, `guard ≤ 1,000 ms`. */
export function wordsOf(target: Target, unit: string): string {
  const sign = target.direction === 'at least' ? '≥' : '≤';
  const value = short(target.value);
  const what = {
    ratio: `${value}×`,
    difference: `${value} ${unit} more`,
    ours: `${value} ${unit}`,
  }[target.of];
  return `${target.guard ? 'guard ' : ''}${sign} ${what}`;
}

function withSpread(
  median: number | undefined,
  spread: [number, number] | undefined,
): string {
  if (median === undefined) return '';
  if (!spread || spread[0] === spread[1]) return short(median);
  return `${short(median)} (${short(spread[0])} to ${short(spread[1])})`;
}

function verdict({ met, target }: Figure): string {
  if (met) return 'met';
  return target.guard ? 'not met (guard)' : 'NOT MET';
}

/** The table of one entry: medians, with the lowest and highest run. */
export function tableOf(figures: Figure[]): string {
  const table = new Table({
    head: ['figure', 'unit', 'ours', 'yardstick', 'ratio', 'target', ''],
    style: { head: [], border: [], compact: true },
  });
  for (const figure of figures) {
    const { id, unit, ours, yardstick, ratio, target, spread } = figure;
    const against = figure.against ? ` ${figure.against}` : '';
    table.push([
      id,
      unit,
      withSpread(ours, spread.ours),
      `${withSpread(yardstick, spread.yardstick)}${against}`.trim(),
      ratio === undefined ? '' : `${short(ratio)}×`,
      wordsOf(target, unit),
      verdict(figure),
    ]);
  }
  return table.toString();
}
