import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { StatusMark } from '@throughline/plugin-context-react';
import { Chain } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { STEPS, useStepSummaries } from './useStepSummaries';
import styles from './drawer.module.css';

/** The chain at a glance, left to right; on a phone, top to bottom. */
export function StepRail(props: { chain: Chain }) {
  const { t } = useTranslationRef(traceTranslationRef);
  const summaries = useStepSummaries()(props.chain);
  return (
    <ol className={styles.rail} aria-label={t('drawer.steps')}>
      {STEPS.map(step => (
        <li key={step} className={styles.railStep}>
          <span className={styles.railMark}>
            <StatusMark shape={summaries[step].shape}>{null}</StatusMark>
          </span>
          <span className={styles.railName}>{t(`drawer.step.${step}`)}</span>
          <span className={styles.railText}>{summaries[step].text}</span>
        </li>
      ))}
    </ol>
  );
}
