import { Authorship, FlowStageName } from '@throughline/plugin-trace-common';

/** Stages as people say them. */
export const STAGE_WORDS: Record<FlowStageName, string> = {
  'in-progress': 'In progress',
  'waiting-for-review': 'Waiting for review',
  'in-review': 'In review',
  tests: 'Waiting for tests',
  security: 'Security',
  merge: 'Waiting to merge',
  deploy: 'Waiting to be delivered',
  deployed: 'Delivered',
  verified: 'Verified',
};

/** How changes are written, as people say it. */
export const WRITTEN_WORDS: Record<Authorship, string> = {
  agent: 'Agent',
  assisted: 'Assisted',
  'none-seen': 'None seen',
};

const UNITS: Array<[seconds: number, unit: string]> = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
];

/** A duration with one unit: `3 d`, `4.5 h`. */
export function duration(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  const [size, unit] = UNITS.find(([least]) => seconds >= least) ?? [1, 's'];
  const value = seconds / size;
  const digits = value < 10 && unit !== 's' ? 1 : 0;
  return `${Number(value.toFixed(digits))} ${unit}`;
}

/** `31 %` */
export function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${Math.round(share * 100)} %`;
}

/** `2026-03-02` */
export function day(instant: string): string {
  return instant.slice(0, 10);
}
