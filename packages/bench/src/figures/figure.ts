import { max, median, min } from 'simple-statistics';

/** Which way is good, and how far is good enough. */
export interface Target {
  direction: 'at least' | 'at most';
  value: number;
  /** What counts: ours by the yardstick, what it is more, or ours itself. */
  of: 'ratio' | 'difference' | 'ours';
  /** Reported, never failing: an absolute figure says more of the machine. */
  guard: boolean;
}

/** Lowest and highest of the runs. */
export interface Spread {
  runs: number;
  ours: [lowest: number, highest: number];
  yardstick?: [lowest: number, highest: number];
}

/** One line of the table. */
export interface Figure {
  id: string;
  unit: string;
  /** Median of the runs. */
  ours: number;
  /** Median of the runs of what it is compared with. */
  yardstick?: number;
  /** What the yardstick is, for people. */
  against?: string;
  ratio?: number;
  target: Target;
  met: boolean;
  spread: Spread;
}

const ratioTarget =
  (direction: Target['direction']) =>
  (value: number): Target => ({ direction, value, of: 'ratio', guard: false });

/** The ratio has to be this or more. */
export const ratioAtLeast = ratioTarget('at least');

/** The ratio has to be this or less. */
export const ratioAtMost = ratioTarget('at most');

/** The figure itself has to be this or more. */
export function atLeast(value: number): Target {
  return { direction: 'at least', value, of: 'ours', guard: false };
}

/** The figure itself has to be this or less. */
export function atMost(value: number): Target {
  return { direction: 'at most', value, of: 'ours', guard: false };
}

/** The figure has to be no more than this above the yardstick. */
export function atMostMore(value: number): Target {
  return { direction: 'at most', value, of: 'difference', guard: false };
}

/** The figure should be this or less; if not, that is said and no more. */
export function guardAtMost(value: number): Target {
  return { ...atMost(value), guard: true };
}

/** Whether a value is good enough. One that is no number never is. */
export function meets(target: Target, value: number | undefined): boolean {
  if (value === undefined || !Number.isFinite(value)) return false;
  return target.direction === 'at least'
    ? value >= target.value
    : value <= target.value;
}

const range = (runs: number[]): [number, number] => [min(runs), max(runs)];

/**
 * A figure from the values of all runs.
 *
 * @param runs - `yardstick` missing where there is nothing to compare with
 */
export function figureOf(options: {
  id: string;
  unit: string;
  runs: { ours: number[]; yardstick?: number[] };
  against?: string;
  target: Target;
}): Figure {
  const { id, unit, runs, against, target } = options;
  const ours = median(runs.ours);
  const yardstick = runs.yardstick && median(runs.yardstick);
  const ratio = yardstick === undefined ? undefined : ours / yardstick;
  const compared = {
    ratio,
    difference: yardstick === undefined ? undefined : ours - yardstick,
    ours,
  };
  return {
    id,
    unit,
    ours,
    yardstick,
    against,
    ratio,
    target,
    met: meets(target, compared[target.of]),
    spread: {
      runs: runs.ours.length,
      ours: range(runs.ours),
      yardstick: runs.yardstick && range(runs.yardstick),
    },
  };
}

/** Figures whose target is missed and that are no guards. */
export function missed(figures: Figure[]): Figure[] {
  return figures.filter(({ met, target }) => !met && !target.guard);
}
