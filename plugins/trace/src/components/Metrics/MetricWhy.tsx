import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MetricValue } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { Why } from '../Flow/Why';
import { useMetricWords } from './useMetricWords';

/** How a metric is defined, how sure causes are, and what DevLake would say. */
export function MetricWhy(props: {
  metric: MetricValue;
  devlake?: MetricValue;
}) {
  const { metric, devlake } = props;
  const { causes } = metric;
  const { t } = useTranslationRef(traceTranslationRef);
  const { nameOf, valueOf, madeOf } = useMetricWords();
  return (
    <Why what={nameOf(metric)}>
      <p>{t(`flow.metricHint.${metric.id}`)}</p>
      {causes && (
        <p>
          {t('flow.metrics.causes', {
            confirmed: String(causes.confirmed),
            said: String(causes.said),
            likely: String(causes.likely),
          })}
        </p>
      )}
      {devlake && (
        <p>
          {t('flow.metrics.devlake', {
            value: valueOf(devlake) ?? t('flow.metrics.noValue'),
            rows: madeOf(devlake),
          })}
        </p>
      )}
    </Why>
  );
}
