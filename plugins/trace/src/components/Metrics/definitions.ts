import { MetricValue } from '@throughline/plugin-trace-common';

/** The metrics as DORA defines them: those that are shown and can be opened. */
export function doraOnes(metrics: MetricValue[]): MetricValue[] {
  return metrics.filter(({ definition }) => definition === 'dora');
}

/** The same metric as DevLake defines it, for those who compare. */
export function devlakeOne(
  metrics: MetricValue[],
  { id }: Pick<MetricValue, 'id'>,
): MetricValue | undefined {
  return metrics.find(
    metric => metric.id === id && metric.definition === 'devlake',
  );
}
