import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MetricValue } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../translation';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const exact = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const rounded = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

/** Small numbers keep a digit after the point, large ones do not need it. */
export function numberText(value: number): string {
  return (Math.abs(value) < 10 ? exact : rounded).format(value);
}

/** Puts durations, shares and rates into words, with one unit each. */
export function useUnits() {
  const { t } = useTranslationRef(traceTranslationRef);
  return useMemo(() => {
    const duration = (seconds: number) => {
      if (seconds >= DAY) {
        return t('flow.unit.days', { number: numberText(seconds / DAY) });
      }
      if (seconds >= HOUR) {
        return t('flow.unit.hours', { number: numberText(seconds / HOUR) });
      }
      return t('flow.unit.minutes', {
        number: rounded.format(seconds / MINUTE),
      });
    };
    const percent = (ratio: number) =>
      t('flow.unit.percent', { number: numberText(ratio * 100) });
    const perWeek = (value: number) =>
      t('flow.unit.perWeek', { number: exact.format(value) });
    const byUnit: Record<MetricValue['unit'], (value: number) => string> = {
      seconds: duration,
      ratio: percent,
      'per-week': perWeek,
    };
    return {
      duration,
      percent,
      metric: (unit: MetricValue['unit'], value: number) => byUnit[unit](value),
    };
  }, [t]);
}

const day = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

/** The Monday of a week, `2 Mar`; weeks are those of UTC. */
export function weekText(start: string): string {
  return day.format(new Date(start));
}
