import { Box } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowResponse } from '@throughline/plugin-trace-common';
import { useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { Why } from './Why';
import styles from './coding.module.css';

/** How little of lead time is writing, as a bar and in words. */
export function Coding(props: { coding: FlowResponse['coding'] }) {
  const { coding } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { percent } = useUnits();
  if (!coding) return <p className={styles.quiet}>{t('flow.coding.none')}</p>;
  const share = `${coding.share * 100}%`;
  return (
    <section>
      <div className={styles.head}>
        <h3>{t('flow.coding.title', { percent: percent(coding.share) })}</h3>
        <Why what={t('flow.coding.what')}>
          <p>{t('flow.coding.rule')}</p>
        </Why>
      </div>
      <Box bg="neutral" className={styles.card}>
        <div className={styles.bar} aria-hidden="true">
          <span className={styles.coding} style={{ width: share }} />
        </div>
        <div className={styles.names} aria-hidden="true">
          <span>{t('flow.coding.coding')}</span>
          <span>{t('flow.coding.rest')}</span>
        </div>
        <p>{t('flow.coding.text', { count: coding.changes })}</p>
      </Box>
    </section>
  );
}
