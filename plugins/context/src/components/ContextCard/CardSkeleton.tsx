import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Skeleton } from '@backstage/ui';
import { contextTranslationRef } from '../../translation';
import styles from './card.module.css';

const FACTS = [0, 1, 2];

/** The shape of the card while it loads, so that nothing below it jumps. */
export function CardSkeleton() {
  const { t } = useTranslationRef(contextTranslationRef);
  return (
    <div
      role="status"
      aria-label={t('card.loading')}
      className={styles.skeleton}
    >
      <Skeleton width="40%" height={20} />
      <Skeleton width="75%" height={20} />
      <Skeleton width="65%" height={20} />
      <div className={styles.highlights}>
        {FACTS.map(fact => (
          <Skeleton key={fact} width="80%" height={40} />
        ))}
      </div>
      <Skeleton width="30%" height={20} />
    </div>
  );
}
