import { Button } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Hint, StatusMark } from '@throughline/plugin-context-react';
import { DeliverySummary } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { DELIVERY_SHAPES } from './deliveryShapes';
import shared from '../page.module.css';
import styles from './connections.module.css';

/** What a list of deliveries needs, as a table or as cards. */
export interface DeliveryListProps {
  deliveries: DeliverySummary[];
  isInLine(delivery: DeliverySummary): boolean;
  onReplay(delivery: DeliverySummary): void;
}

/** What became of a delivery. */
export function DeliveryState(props: { delivery: DeliverySummary }) {
  const { status } = props.delivery;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <StatusMark shape={DELIVERY_SHAPES[status]}>
      {t(`deliveries.statuses.${status}`)}
    </StatusMark>
  );
}

/** Why it was ignored or failed, and where in its payload. */
export function DeliveryReason(props: { delivery: DeliverySummary }) {
  const { reason, path } = props.delivery;
  const { t } = useTranslationRef(traceTranslationRef);
  if (!reason && !path) return null;
  return (
    <div className={styles.reason}>
      {reason}
      {path && (
        <div className={shared.quiet}>
          {t('deliveries.at')} <code className={styles.path}>{path}</code>
        </div>
      )}
    </div>
  );
}

/** Replays what failed or was ignored, as long as its payload is kept. */
export function ReplayButton(props: {
  delivery: DeliverySummary;
  inLine: boolean;
  onReplay(delivery: DeliverySummary): void;
}) {
  const { delivery, inLine, onReplay } = props;
  const { status, event, id, replayable } = delivery;
  const { t } = useTranslationRef(traceTranslationRef);
  if (status !== 'failed' && status !== 'ignored') return null;
  if (inLine) {
    return <StatusMark shape="unknown">{t('deliveries.inLine')}</StatusMark>;
  }
  if (!replayable) {
    return (
      <Hint text={t('deliveries.expiredHint')}>
        <span className={shared.small}>{t('deliveries.expired')}</span>
      </Hint>
    );
  }
  return (
    <Button
      size="small"
      variant="secondary"
      aria-label={t('deliveries.replayOf', { event, id })}
      onPress={() => onReplay(delivery)}
    >
      {t('deliveries.replay')}
    </Button>
  );
}
