import { Box } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { StatusMark } from '@throughline/plugin-context-react';
import { FlowResponse, MetricValue } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { RowsOf } from '../../hooks/flowAddress';
import { traceTranslationRef } from '../../translation';
import { devlakeOne, doraOnes } from './definitions';
import { MetricWhy } from './MetricWhy';
import { Sparkline } from './Sparkline';
import { SeriesTable } from './SeriesTable';
import { useMetricWords } from './useMetricWords';
import { useReasonText } from './useReasonText';
import table from '../table.module.css';
import styles from './metrics.module.css';

/** Every metric with what it is made of and what is left out, each to be opened. */
export function Metrics(props: {
  flow: FlowResponse;
  hrefOf(rows: RowsOf): string;
}) {
  const { flow, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const metrics = doraOnes(flow.metrics);
  return (
    <section>
      <h3>{t('flow.metrics.title')}</h3>
      <Box bg="neutral" className={table.scroll}>
        <table
          className={`${table.table} ${styles.table}`}
          aria-label={t('flow.metrics.label')}
        >
          <thead>
            <tr>
              <th scope="col">{t('flow.metrics.column.metric')}</th>
              <th scope="col">{t('flow.metrics.column.value')}</th>
              <th scope="col" className={styles.wide}>
                {t('flow.metrics.column.weeks')}
              </th>
              <th scope="col">{t('flow.metrics.made')}</th>
              <th scope="col">{t('flow.metrics.left')}</th>
            </tr>
          </thead>
          <tbody>
            {metrics.map(metric => (
              <MetricRow
                key={metric.id}
                metric={metric}
                devlake={devlakeOne(flow.metrics, metric)}
                hrefOf={hrefOf}
              />
            ))}
          </tbody>
        </table>
        <SeriesTable weeks={flow.weeks} metrics={metrics} />
      </Box>
    </section>
  );
}

function MetricRow(props: {
  metric: MetricValue;
  devlake?: MetricValue;
  hrefOf(rows: RowsOf): string;
}) {
  const { metric, devlake, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { nameOf, valueOf, madeOf, p75Of } = useMetricWords();
  const value = valueOf(metric);
  return (
    <tr>
      <th scope="row">
        {nameOf(metric)} <MetricWhy metric={metric} devlake={devlake} />
      </th>
      <td data-label={t('flow.metrics.column.value')}>
        {value === undefined ? (
          <StatusMark shape="unknown">{t('flow.metrics.noValue')}</StatusMark>
        ) : (
          <span className={styles.value}>{value}</span>
        )}
        <div className={styles.quiet}>{p75Of(metric)}</div>
      </td>
      <td className={styles.wide}>
        <Sparkline series={metric.series} />
      </td>
      <td data-label={t('flow.metrics.made')}>
        {metric.denominator > 0 && value !== undefined ? (
          <Link
            to={hrefOf({ metric: metric.id })}
            aria-label={t('flow.metrics.rowsOf', {
              metric: nameOf(metric),
              rows: madeOf(metric),
            })}
          >
            {madeOf(metric)}
          </Link>
        ) : (
          madeOf(metric)
        )}
      </td>
      <td data-label={t('flow.metrics.left')}>
        <LeftOut metric={metric} hrefOf={hrefOf} />
      </td>
    </tr>
  );
}

function LeftOut(props: { metric: MetricValue; hrefOf(rows: RowsOf): string }) {
  const { metric, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { nameOf } = useMetricWords();
  const reasonText = useReasonText();
  const excluded = metric.excluded.filter(({ count }) => count > 0);
  if (excluded.length === 0) {
    return <span className={styles.quiet}>{t('flow.metrics.leftNone')}</span>;
  }
  return (
    <ul className={styles.reasons}>
      {excluded.map(({ reason, count }) => {
        const said = { number: String(count), reason: reasonText(reason) };
        return (
          <li key={reason}>
            <Link
              to={hrefOf({ metric: metric.id, excluded: reason })}
              aria-label={t('flow.metrics.excludedOpen', {
                ...said,
                metric: nameOf(metric),
              })}
            >
              {t('flow.metrics.excluded', said)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
