import { Box } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiArrowRightDownLine, RiArrowRightUpLine } from '@remixicon/react';
import { Age } from '@throughline/plugin-context-react';
import { FlowResponse, FlowStage } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { RowsOf } from '../../hooks/flowAddress';
import { numberText, useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { Why } from './Why';
import shared from '../page.module.css';
import styles from './stages.module.css';

/**
 * The stages in the order work takes. How high a column is, is how many changes
 * are in it now; that and everything else stands there in words as well.
 */
export function Stages(props: {
  flow: FlowResponse;
  hrefOf(rows: RowsOf): string;
}) {
  const { flow, hrefOf } = props;
  const { stages, bottleneck } = flow;
  const { t } = useTranslationRef(traceTranslationRef);
  const highest = Math.max(
    1,
    ...stages.filter(isOnTheWay).map(({ queue }) => queue),
  );
  return (
    <section>
      <div className={styles.head}>
        <h3>{t('flow.stages.title')}</h3>
        <Why what={t('flow.stages.what')}>
          <p>{t('flow.stages.rule')}</p>
          <dl>
            {stages.map(({ stage }) => (
              <div key={stage}>
                <dt>{t(`flow.stage.${stage}`)}</dt>
                <dd>{t(`flow.stageHint.${stage}`)}</dd>
              </div>
            ))}
          </dl>
        </Why>
      </div>
      <Box bg="neutral" className={styles.box}>
        <ol className={styles.stages} aria-label={t('flow.stages.label')}>
          {stages.map(stage => (
            <StageColumn
              key={stage.stage}
              stage={stage}
              height={isOnTheWay(stage) ? stage.queue / highest : 0}
              isBottleneck={
                bottleneck?.because === 'growing' &&
                bottleneck.stage === stage.stage
              }
              href={hrefOf({ stage: stage.stage })}
              leftOutHref={hrefOf({
                stage: stage.stage,
                excluded: stage.leftOut?.reason,
              })}
            />
          ))}
        </ol>
      </Box>
    </section>
  );
}

/** Where the way ends nothing piles up: it only gets more. */
function isOnTheWay({ stage }: FlowStage): boolean {
  return stage !== 'verified';
}

function StageColumn(props: {
  stage: FlowStage;
  /** 0 to 1: how much of the highest column. */
  height: number;
  isBottleneck: boolean;
  href: string;
  /** Of what is in it and in none of its numbers. */
  leftOutHref: string;
}) {
  const { stage, height, isBottleneck, href, leftOutHref } = props;
  const { queue, oldestSince, perWeek, stay, leftOut } = stage;
  const { t } = useTranslationRef(traceTranslationRef);
  const { duration } = useUnits();
  const name = t(`flow.stage.${stage.stage}`);
  const onTheWay = isOnTheWay(stage);
  return (
    <li className={isBottleneck ? styles.bottleneck : undefined}>
      <div className={styles.pile} aria-hidden="true">
        {height > 0 && (
          <span
            className={styles.block}
            style={{ height: `${Math.max(4, height * 100)}%` }}
          />
        )}
      </div>
      <h4 className={styles.name}>{name}</h4>
      <div className={styles.now}>
        {queue > 0 ? (
          <Link
            to={href}
            className={styles.queue}
            aria-label={t('flow.stages.open', {
              stage: name,
              number: String(queue),
            })}
          >
            {queue}
          </Link>
        ) : (
          <span className={styles.queue}>{queue}</span>
        )}
        {onTheWay && oldestSince && (
          <span className={styles.quiet}>
            {t('flow.stages.oldest')} <Age iso={oldestSince} />
          </span>
        )}
      </div>
      <div className={styles.facts}>
        {onTheWay ? (
          <>
            <Trend trend={stage.trend} />
            <span>
              {t('flow.stages.rates', {
                arrivals: numberText(perWeek.arrivals),
                departures: numberText(perWeek.departures),
              })}
            </span>
            {stay && (
              <span>{t('flow.stages.stay', { stay: duration(stay.p50) })}</span>
            )}
          </>
        ) : (
          <span>{t('flow.stages.inPeriod')}</span>
        )}
        {leftOut && (
          <Link to={leftOutHref} className={shared.opens}>
            {t('flow.stages.leftOut', {
              count: leftOut.count,
              entities: t('flow.stages.leftOutOf', { count: leftOut.entities }),
            })}
          </Link>
        )}
      </div>
    </li>
  );
}

/** A word and an arrow where the queue really grows or shrinks, else nothing. */
function Trend(props: { trend: FlowStage['trend'] }) {
  const { trend } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  if (trend === 'steady') return null;
  const Arrow = trend === 'growing' ? RiArrowRightUpLine : RiArrowRightDownLine;
  return (
    <span className={`${styles.trend} ${styles[trend]}`}>
      <Arrow aria-hidden="true" />
      {t(`flow.stages.${trend}`)}
    </span>
  );
}
