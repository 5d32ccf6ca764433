import { Box } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age } from '@throughline/plugin-context-react';
import { traceTranslationRef } from '../../translation';
import {
  DeliveryListProps,
  DeliveryReason,
  DeliveryState,
  ReplayButton,
} from './deliveryParts';
import shared from '../page.module.css';
import styles from './connections.module.css';

/** Deliveries as cards, for narrow screens. */
export function DeliveryCards(props: DeliveryListProps) {
  const { deliveries, isInLine, onReplay } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <ul className={styles.cards} aria-label={t('deliveries.tableLabel')}>
      {deliveries.map(delivery => (
        <Box as="li" bg="neutral" key={delivery.id} className={styles.card}>
          <div className={styles.cardHead}>
            <span className={styles.event}>{delivery.event}</span>
            <DeliveryState delivery={delivery} />
          </div>
          <div className={shared.small}>
            {delivery.source} · <Age iso={delivery.receivedAt} ago />
          </div>
          <DeliveryReason delivery={delivery} />
          <ReplayButton
            delivery={delivery}
            inLine={isInLine(delivery)}
            onReplay={onReplay}
          />
        </Box>
      ))}
    </ul>
  );
}
