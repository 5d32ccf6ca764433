import { Box, Skeleton } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import table from '../table.module.css';
import styles from './delivery.module.css';

const ROWS = 6;

/** The shape of the list while it loads, so that nothing jumps when it comes. */
export function DeliverySkeleton(props: { narrow: boolean }) {
  const { t } = useTranslationRef(traceTranslationRef);
  const rows = Array.from({ length: ROWS }, (_, index) => index);
  return (
    <div role="status" aria-label={t('delivery.loading')}>
      {props.narrow ? (
        <div className={styles.cards}>
          {rows.map(row => (
            <Box key={row} bg="neutral" className={styles.card}>
              <Skeleton width="30%" height={16} />
              <Skeleton width="90%" height={20} />
              <Skeleton width="60%" height={16} />
            </Box>
          ))}
        </div>
      ) : (
        <Box bg="neutral" className={table.scroll}>
          <div className={styles.skeletonHead} />
          {rows.map(row => (
            <div key={row} className={styles.skeletonRow}>
              <Skeleton width="6%" height={20} />
              <div className={styles.skeletonChange}>
                <Skeleton width="70%" height={20} />
                <Skeleton width="45%" height={14} />
              </div>
              <Skeleton width="9%" height={20} />
              <Skeleton width="9%" height={20} />
              <Skeleton width="9%" height={20} />
              <Skeleton width="13%" height={20} />
            </div>
          ))}
        </Box>
      )}
    </div>
  );
}
