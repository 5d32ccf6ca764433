import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Shape,
  StatusShape,
  useAgeText,
} from '@throughline/plugin-context-react';
import { FlowBottleneck, FlowResponse } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { RowsOf } from '../../hooks/flowAddress';
import { numberText, useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { TELLING_CHANGES, Verdict, verdictOf } from './verdict';
import { Why } from './Why';
import styles from './flow.module.css';

/** The one sentence on top: what holds work up, if anything does. */
export function Sentence(props: {
  flow: FlowResponse;
  hrefOf(rows: RowsOf): string;
}) {
  const { flow, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const verdict = verdictOf(flow);
  const text = useSentence(verdict);
  const stage =
    verdict.kind === 'bottleneck' ? verdict.bottleneck.stage : undefined;
  return (
    <div className={styles.sentence}>
      <p>
        <Shape shape={shapeOf(verdict)} className={styles.sentenceMark} />
        <span role="status">{text}.</span>
      </p>
      <div className={styles.sentenceMore}>
        {stage && (
          <Link to={hrefOf({ stage })}>{t('flow.sentence.openRows')}</Link>
        )}
        <Why what={t('flow.sentence.what')}>
          <p>{t('flow.sentence.rule')}</p>
          {verdict.kind === 'little' && (
            <p>
              {t('flow.sentence.littleRule', {
                number: String(TELLING_CHANGES),
              })}
            </p>
          )}
        </Why>
      </div>
    </div>
  );
}

function shapeOf(verdict: Verdict): StatusShape {
  if (verdict.kind === 'little') return 'unknown';
  return verdict.kind === 'bottleneck' &&
    verdict.bottleneck.because === 'growing'
    ? 'attention'
    : 'ok';
}

function useSentence(verdict: Verdict): string {
  const { t } = useTranslationRef(traceTranslationRef);
  const bottleneckText = useBottleneckText();
  switch (verdict.kind) {
    case 'bottleneck':
      return bottleneckText(verdict.bottleneck);
    case 'little':
      return t('flow.sentence.little', { count: verdict.opened });
    default:
      return t('flow.sentence.calm');
  }
}

function useBottleneckText(): (bottleneck: FlowBottleneck) => string {
  const { t } = useTranslationRef(traceTranslationRef);
  const ageText = useAgeText();
  const { duration } = useUnits();
  return ({ stage, because, perWeek, queue, oldestSince, stay }) => {
    if (because === 'longest') {
      const name = t(`flow.stage.${stage}`);
      return stay === undefined
        ? t('flow.sentence.longestNoStay', { stage: name, queue: `${queue}` })
        : t('flow.sentence.longest', { stage: name, stay: duration(stay) });
    }
    const said = {
      subject: t(`flow.subject.${stage}`),
      arrivals: numberText(perWeek.arrivals),
      departures: numberText(perWeek.departures),
      queue: String(queue),
    };
    return oldestSince
      ? t('flow.sentence.growing', { ...said, age: ageText(oldestSince) })
      : t('flow.sentence.growingNoAge', said);
  };
}
