import { quantile } from 'simple-statistics';

/** The value that 95 of 100 do not exceed. */
export function p95(values: number[]): number {
  return quantile(values, 0.95);
}

/** A number with three significant digits, and whole from 100 on. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(3)));
}
