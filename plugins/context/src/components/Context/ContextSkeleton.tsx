import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box, Skeleton } from '@backstage/ui';
import { contextTranslationRef } from '../../translation';
import styles from './context.module.css';

const BLOCKS = [0, 1, 2];
const FACTS = [0, 1, 2, 3];

/** The shape of the page while it loads, so that nothing jumps when it comes. */
export function ContextSkeleton() {
  const { t } = useTranslationRef(contextTranslationRef);
  return (
    <div role="status" aria-label={t('loading')} className={styles.skeleton}>
      <Skeleton width="60%" height={32} />
      {BLOCKS.map(block => (
        <Box key={block} bg="neutral" className={styles.block}>
          <Skeleton width="12rem" height={22} />
          <div className={styles.skeletonFacts}>
            {FACTS.map(fact => (
              <Skeleton key={fact} width="80%" height={36} />
            ))}
          </div>
        </Box>
      ))}
    </div>
  );
}
