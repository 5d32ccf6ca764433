import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MetricValue } from '@throughline/plugin-trace-common';
import { useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';

/** A metric in words, the same on tiles and in the table. */
export function useMetricWords() {
  const { t } = useTranslationRef(traceTranslationRef);
  const units = useUnits();
  return {
    nameOf: ({ id }: Pick<MetricValue, 'id'>) => t(`flow.metric.${id}`),
    /** Undefined where there are no rows to tell from. */
    valueOf: ({ unit, value }: MetricValue) =>
      value === undefined ? undefined : units.metric(unit, value),
    /** What it is made of: `22 of 318`, `341 rows`. */
    madeOf: ({ numerator, denominator }: MetricValue) =>
      numerator === undefined
        ? t('flow.metrics.rows', { count: denominator })
        : t('flow.metrics.ofRows', {
            numerator: String(numerator),
            denominator: String(denominator),
          }),
    p75Of: ({ unit, p75 }: MetricValue) =>
      p75 === undefined
        ? undefined
        : t('flow.metrics.p75', { value: units.metric(unit, p75) }),
  };
}
