import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowResponse } from '@throughline/plugin-trace-common';
import { useUnits, weekText } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { TextTable } from '../Flow/TextTable';
import { useMetricWords } from './useMetricWords';
import styles from './metrics.module.css';

/** The numbers behind the sparklines, newest week first. */
export function SeriesTable(props: Pick<FlowResponse, 'weeks' | 'metrics'>) {
  const { weeks, metrics } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const units = useUnits();
  const { nameOf } = useMetricWords();
  return (
    <div className={styles.series}>
      <TextTable
        label={t('flow.metrics.column.weeks')}
        columns={[t('flow.weeks.week'), ...metrics.map(nameOf)]}
        rows={weeks
          .map(({ start }, index) => ({
            id: start,
            cells: [
              weekText(start),
              ...metrics.map(({ unit, series }) => {
                const value = series[index];
                return typeof value === 'number'
                  ? units.metric(unit, value)
                  : t('flow.metrics.noWeek');
              }),
            ],
          }))
          .reverse()}
      />
    </div>
  );
}
