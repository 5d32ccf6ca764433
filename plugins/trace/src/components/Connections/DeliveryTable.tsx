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
import table from '../table.module.css';
import styles from './connections.module.css';

/** Deliveries as a table, for screens that have room for one. */
export function DeliveryTable(props: DeliveryListProps) {
  const { deliveries, isInLine, onReplay } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Box
      bg="neutral"
      className={table.scroll}
      role="region"
      aria-label={t('deliveries.scrollLabel')}
      tabIndex={0}
    >
      <table
        className={`${table.table} ${styles.table}`}
        aria-label={t('deliveries.tableLabel')}
      >
        <thead>
          <tr>
            <th scope="col">{t('deliveries.column.received')}</th>
            <th scope="col">{t('deliveries.column.source')}</th>
            <th scope="col">{t('deliveries.column.event')}</th>
            <th scope="col">{t('deliveries.column.status')}</th>
            <th scope="col" className={styles.reasonColumn}>
              {t('deliveries.column.reason')}
            </th>
            <th scope="col">{t('deliveries.column.action')}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map(delivery => (
            <tr key={delivery.id}>
              <td>
                <Age iso={delivery.receivedAt} ago />
              </td>
              <td>{delivery.source}</td>
              <td>{delivery.event}</td>
              <td>
                <DeliveryState delivery={delivery} />
              </td>
              <td>
                <DeliveryReason delivery={delivery} />
              </td>
              <td>
                <ReplayButton
                  delivery={delivery}
                  inLine={isInLine(delivery)}
                  onReplay={onReplay}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
