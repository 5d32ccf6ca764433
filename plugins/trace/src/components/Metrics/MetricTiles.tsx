import { Box, Skeleton } from '@backstage/ui';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LoadFailed } from '@throughline/plugin-context-react';
import { MetricId, MetricValue } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { DEFAULT_PERIOD, RowsOf } from '../../hooks/flowAddress';
import { useFlow } from '../../hooks/useFlow';
import { useFlowAddress } from '../../hooks/useFlowAddress';
import { flowLinkRouteRef } from '../../routes';
import { traceTranslationRef } from '../../translation';
import { devlakeOne, doraOnes } from './definitions';
import { MetricWhy } from './MetricWhy';
import { RowsDrawer } from './RowsDrawer';
import { SeriesTable } from './SeriesTable';
import { Sparkline } from './Sparkline';
import { useMetricWords } from './useMetricWords';
import styles from './tiles.module.css';

/** The five of DORA. */
const SHOWN: MetricId[] = [
  'change-lead-time',
  'deployment-frequency',
  'change-fail-rate',
  'recovery-time',
  'rework-rate',
];

/** The five metrics of an entity as tiles; a tile opens its rows. */
export function MetricTiles(props: { entityRef: string }) {
  const { entityRef } = props;
  const filter = { scope: entityRef, days: DEFAULT_PERIOD };
  const { t } = useTranslationRef(traceTranslationRef);
  const { rows, hrefOf, close } = useFlowAddress();
  const { value, error, retry } = useFlow(filter);
  const flowLink = useRouteRef(flowLinkRouteRef);
  const metrics = doraOnes(value?.metrics ?? []).filter(({ id }) =>
    SHOWN.includes(id),
  );
  return (
    <section aria-label={t('flow.metrics.tiles', { days: `${filter.days}` })}>
      {error && <LoadFailed error={error} onRetry={retry} />}
      {!value && !error && (
        <div
          role="status"
          aria-label={t('flow.loading')}
          className={styles.tiles}
        >
          {SHOWN.map(id => (
            <Skeleton key={id} width="100%" height={112} />
          ))}
        </div>
      )}
      {value && (
        <>
          <ul className={styles.tiles}>
            {metrics.map(metric => (
              <Tile
                key={metric.id}
                metric={metric}
                devlake={devlakeOne(value.metrics, metric)}
                hrefOf={hrefOf}
              />
            ))}
          </ul>
          <div className={styles.below}>
            <span className={styles.quiet}>
              {t('flow.metrics.tiles', { days: `${filter.days}` })}
            </span>
            <SeriesTable weeks={value.weeks} metrics={metrics} />
            {flowLink && (
              <Link to={`${flowLink()}?scope=${encodeURIComponent(entityRef)}`}>
                {t('flow.open')}
              </Link>
            )}
          </div>
        </>
      )}
      <RowsDrawer
        rows={rows}
        filter={filter}
        period={value?.period}
        onClose={close}
      />
    </section>
  );
}

function Tile(props: {
  metric: MetricValue;
  devlake?: MetricValue;
  hrefOf(rows: RowsOf): string;
}) {
  const { metric, devlake, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { nameOf, valueOf, madeOf } = useMetricWords();
  const value = valueOf(metric);
  return (
    <Box as="li" bg="neutral" className={styles.tile}>
      <div className={styles.name}>
        {nameOf(metric)} <MetricWhy metric={metric} devlake={devlake} />
      </div>
      {value === undefined ? (
        <>
          <span className={styles.none}>{t('flow.metrics.noValue')}</span>
          <span className={styles.quiet}>{t('flow.metrics.noValueHint')}</span>
        </>
      ) : (
        <>
          <Link
            className={styles.value}
            to={hrefOf({ metric: metric.id })}
            aria-label={t('flow.metrics.open', {
              metric: nameOf(metric),
              value,
            })}
          >
            {value}
          </Link>
          <Sparkline series={metric.series} />
          <span className={styles.quiet}>{madeOf(metric)}</span>
        </>
      )}
    </Box>
  );
}
