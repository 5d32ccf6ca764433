import { Skeleton } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FLOW_STAGES } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import styles from './flow.module.css';

/** The shape of the page while it loads, so that nothing jumps when it comes. */
export function FlowSkeleton() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <div
      role="status"
      aria-label={t('flow.loading')}
      className={styles.sections}
    >
      <Skeleton width="70%" height={32} />
      <div className={styles.stages}>
        {FLOW_STAGES.map(stage => (
          <Skeleton key={stage} width="100%" height={220} />
        ))}
      </div>
      <Skeleton width="100%" height={280} />
    </div>
  );
}
