import { Alert, Button, Select, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import {
  Invitation,
  LoadFailed,
  Pages,
} from '@throughline/plugin-context-react';
import {
  DeliveriesResponse,
  DeliveryStatus,
  SourceSummary,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { DeliveryCards } from './DeliveryCards';
import { DeliveryTable } from './DeliveryTable';
import { DeliveriesFilter, DELIVERY_STATUSES } from './useDeliveriesFilter';
import { useReplay } from './useReplay';
import styles from './connections.module.css';

/** Narrower than this, a table of deliveries has no room. */
const CARDS_BELOW = '(max-width: 959.95px)';
/** Stands for "nothing chosen": a select needs a value. */
const ANY = '';

/** The inbox: every delivery with what became of it, and replay. */
export function Deliveries(props: {
  deliveries: Pages<DeliveriesResponse>;
  sources: SourceSummary[];
  filter: DeliveriesFilter;
  onFilter(changes: DeliveriesFilter): void;
  onReplayed(): void;
}) {
  const { deliveries, sources, filter, onFilter, onReplayed } = props;
  const { value, error, loading, stale } = deliveries;
  const { t } = useTranslationRef(traceTranslationRef);
  const { replay, isInLine, message } = useReplay(onReplayed);
  const narrow = useMediaQuery(CARDS_BELOW, { noSsr: true });
  const List = narrow ? DeliveryCards : DeliveryTable;
  return (
    <section id="deliveries">
      <h3>{t('deliveries.title')}</h3>
      <Filters sources={sources} filter={filter} onFilter={onFilter} />
      <div role="status">
        {message && (
          <Alert
            className={styles.message}
            status={message.ok ? 'success' : 'danger'}
            icon
            title={message.text}
          />
        )}
        <VisuallyHidden>
          {value && !stale
            ? t('deliveries.shown', { count: value.items.length })
            : ''}
        </VisuallyHidden>
      </div>
      {error && <LoadFailed error={error} onRetry={deliveries.refresh} />}
      {loading && (
        <div role="status" aria-label={t('deliveries.loading')}>
          <Skeleton width="100%" height={240} />
        </div>
      )}
      {value && value.items.length === 0 && (
        <NoDeliveries filter={filter} onFilter={onFilter} />
      )}
      {value && value.items.length > 0 && (
        <div className={stale ? styles.stale : undefined} aria-busy={stale}>
          <List
            deliveries={value.items}
            isInLine={isInLine}
            onReplay={replay}
          />
        </div>
      )}
      {deliveries.moreError && (
        <LoadFailed
          error={deliveries.moreError}
          title={t('delivery.moreFailed')}
          onRetry={deliveries.loadMore}
        />
      )}
      {value?.nextCursor && !deliveries.moreError && (
        <div className={styles.more}>
          <Button
            variant="secondary"
            isPending={deliveries.loadingMore}
            onPress={deliveries.loadMore}
          >
            {deliveries.loadingMore
              ? t('delivery.loadingMore')
              : t('delivery.loadMore')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Filters(props: {
  sources: SourceSummary[];
  filter: DeliveriesFilter;
  onFilter(changes: DeliveriesFilter): void;
}) {
  const { sources, filter, onFilter } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const senders = sources.filter(({ ingestPath }) => ingestPath);
  return (
    <div className={styles.bar}>
      <Select
        aria-label={t('deliveries.source')}
        size="small"
        className={styles.filter}
        options={[
          { value: ANY, label: t('deliveries.anySource') },
          ...senders.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        value={filter.source ?? ANY}
        onChange={key => onFilter({ source: key ? String(key) : undefined })}
      />
      <Select
        aria-label={t('deliveries.status')}
        size="small"
        className={styles.filter}
        options={[
          { value: ANY, label: t('deliveries.anyStatus') },
          ...DELIVERY_STATUSES.map(status => ({
            value: status,
            label: t(`deliveries.statuses.${status}`),
          })),
        ]}
        value={filter.status ?? ANY}
        onChange={key =>
          onFilter({ status: (key as DeliveryStatus) || undefined })
        }
      />
    </div>
  );
}

function NoDeliveries(props: {
  filter: DeliveriesFilter;
  onFilter(changes: DeliveriesFilter): void;
}) {
  const { filter, onFilter } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  if (!filter.source && !filter.status) {
    return (
      <Invitation
        title={t('deliveries.empty.title')}
        text={t('deliveries.empty.text')}
      />
    );
  }
  return (
    <Invitation
      title={t('deliveries.emptyFiltered.title')}
      text={t('deliveries.emptyFiltered.text')}
    >
      <Button
        variant="secondary"
        onPress={() => onFilter({ source: undefined, status: undefined })}
      >
        {t('deliveries.clear')}
      </Button>
    </Invitation>
  );
}
