import { lazy, Suspense } from 'react';
import { Box, Skeleton, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowResponse } from '@throughline/plugin-trace-common';
import { Link, useSearchParams } from 'react-router-dom';
import { RowsOf, WAYS } from '../../hooks/flowAddress';
import { traceTranslationRef } from '../../translation';
import { Legend } from './charts/Legend';
import { fullWeeks, totals, WeekPoint, weekPoints } from './weekPoints';
import { WeeksTable } from './WeeksTable';
import { Why } from './Why';
import shared from '../page.module.css';
import styles from './weeks.module.css';

const WeeksChart = lazy(() => import('./charts/WeeksChart'));

const HEIGHT = 260;
const HEIGHT_SPLIT = 200;
const SPLIT = 'split';

const highest = (points: WeekPoint[]) =>
  Math.max(1, ...points.map(({ gap }) => gap[1]));

/** What was opened against what was delivered, week by week. */
export function Weeks(props: {
  weeks: FlowResponse['weeks'];
  period: FlowResponse['period'];
  hrefOf(rows: RowsOf): string;
}) {
  const { weeks, period, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const [params, setParams] = useSearchParams();
  const isSplit = params.get(SPLIT) === 'true';
  const full = fullWeeks(weeks, period.to);
  const all = weekPoints(full, WAYS);
  const { opened, delivered } = totals(all);
  const said = {
    created: (
      <Link className={shared.opens} to={hrefOf({ count: 'created' })}>
        {opened}
      </Link>
    ),
    delivered: (
      <Link className={shared.opens} to={hrefOf({ count: 'delivered' })}>
        {delivered}
      </Link>
    ),
    weeks: String(full.length),
  };
  const show = (split: boolean) =>
    setParams(
      current => {
        const next = new URLSearchParams(current);
        if (split) next.set(SPLIT, 'true');
        else next.delete(SPLIT);
        return next;
      },
      { replace: true },
    );
  return (
    <section>
      <div className={styles.head}>
        <h3>{t('flow.weeks.title')}</h3>
        <Why what={t('flow.weeks.what')}>
          <p>{t('flow.weeks.rule')}</p>
          <p>{t('flow.weeks.partial')}</p>
        </Why>
        <ToggleButtonGroup
          className={styles.switch}
          aria-label={t('flow.weeks.view')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[isSplit ? 'split' : 'together']}
          onSelectionChange={keys => show([...keys][0] === 'split')}
        >
          <ToggleButton id="together" size="small">
            {t('flow.weeks.together')}
          </ToggleButton>
          <ToggleButton id="split" size="small">
            {t('flow.weeks.split')}
          </ToggleButton>
        </ToggleButtonGroup>
      </div>
      <Box bg="neutral" className={styles.card}>
        <p>
          {opened > delivered
            ? t('flow.weeks.more', { ...said, gap: `${opened - delivered}` })
            : t('flow.weeks.fewer', said)}
        </p>
        <Legend />
        {isSplit ? (
          <SplitCharts weeks={full} />
        ) : (
          <Chart points={all} height={HEIGHT} />
        )}
        <WeeksTable weeks={weeks} period={period} hrefOf={hrefOf} />
      </Box>
    </section>
  );
}

/** One chart for each way of writing, on the same scale. */
function SplitCharts(props: { weeks: FlowResponse['weeks'] }) {
  const { t } = useTranslationRef(traceTranslationRef);
  const charts = WAYS.map(way => ({
    way,
    points: weekPoints(props.weeks, [way]),
  }));
  const top = highest(charts.flatMap(({ points }) => points));
  return (
    <ul className={styles.split}>
      {charts.map(({ way, points }) => (
        <li key={way}>
          <h4>{t(`flow.written.${way}`)}</h4>
          <Chart
            points={points}
            name={t(`flow.written.${way}`)}
            top={top}
            height={HEIGHT_SPLIT}
          />
        </li>
      ))}
    </ul>
  );
}

function Chart(props: {
  points: WeekPoint[];
  height: number;
  name?: string;
  top?: number;
}) {
  const { points, height, name } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const label = t('flow.weeks.chart');
  return (
    <Suspense fallback={<Skeleton width="100%" height={height} />}>
      <WeeksChart
        points={points}
        height={height}
        top={props.top ?? highest(points)}
        label={name ? `${label}: ${name}` : label}
        names={{
          opened: t('flow.weeks.opened'),
          delivered: t('flow.weeks.delivered'),
        }}
      />
    </Suspense>
  );
}
