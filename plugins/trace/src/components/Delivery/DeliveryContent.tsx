import { useCallback, useEffect, useRef } from 'react';
import {
  CompoundEntityRef,
  Entity,
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Button, VisuallyHidden } from '@backstage/ui';
import {
  Freshness,
  Invitation,
  isNotFound,
  LoadFailed,
  NowProvider,
  QuietTag,
  usePages,
  useRepeat,
} from '@throughline/plugin-context-react';
import {
  ANNOTATION_DEMO,
  Chain,
  ChainsResponse,
} from '@throughline/plugin-trace-common';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { traceApiRef } from '../../api';
import { useChainsFilter } from '../../hooks/useChainsFilter';
import { traceTranslationRef } from '../../translation';
import { ChainDrawer } from '../ChainDrawer';
import { Deployments } from '../Deployments';
import { Findings } from '../Findings';
import { MetricTiles } from '../Metrics';
import { ChainCards } from './ChainCards';
import { ChainTable } from './ChainTable';
import { openerId } from './ChangeCell';
import { DeliveryEmpty } from './DeliveryEmpty';
import { DeliverySkeleton } from './DeliverySkeleton';
import { FilterBar } from './FilterBar';
import styles from './delivery.module.css';

const PAGE_SIZE = 25;
/** How often to look again while deliveries are on their way, in milliseconds. */
const REFRESH_EVERY = 15_000;
/** Narrower than this, a table of changes has no room. */
const CARDS_BELOW = '(max-width: 959.95px)';

const updatedAt = ({ updatedAt: at }: Chain) => at;

/** The Delivery tab of the entity whose page it is on. */
export function DeliveryContent() {
  const { entity } = useEntity();
  return (
    <NowProvider>
      <EntityDelivery
        key={stringifyEntityRef(entity)}
        entityRef={getCompoundEntityRef(entity)}
        tiles={hasTiles(entity)}
        demo={Boolean(entity.metadata.annotations?.[ANNOTATION_DEMO])}
      />
    </NowProvider>
  );
}

/** A system's metrics are on its Flow tab, with everything they are made of. */
function hasTiles({ kind }: Entity): boolean {
  return kind.toLocaleLowerCase('en-US') === 'component';
}

function useEntityChains(entityRef: CompoundEntityRef) {
  const { kind, namespace, name } = entityRef;
  const traceApi = useApi(traceApiRef);
  const address = useChainsFilter();
  const { filter } = address;
  const read = useCallback(
    (cursor?: string) =>
      traceApi.getChains(
        { kind, namespace, name },
        { ...filter, limit: PAGE_SIZE, cursor },
      ),
    [traceApi, kind, namespace, name, filter],
  );
  const chains = usePages<Chain, ChainsResponse>(read, updatedAt);
  useRepeat(chains.refresh, REFRESH_EVERY, (chains.value?.pending ?? 0) > 0);
  return { chains, address };
}

/**
 * Puts the focus on the row of the change that was just closed. A drawer that
 * a deep link opened has nothing of its own to give the focus back to.
 */
function useFocusOnClosed(openedId: string | undefined): void {
  const before = useRef<string>();
  useEffect(() => {
    if (before.current && !openedId) {
      document.getElementById(openerId(before.current))?.focus();
    }
    before.current = openedId;
  }, [openedId]);
}

function EntityDelivery(props: {
  entityRef: CompoundEntityRef;
  /** Whether its metrics stand above its changes. */
  tiles: boolean;
  /** True when its data is made up. */
  demo: boolean;
}) {
  const { entityRef, tiles, demo } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { chains, address } = useEntityChains(entityRef);
  const narrow = useMediaQuery(CARDS_BELOW, { noSsr: true });
  useFocusOnClosed(address.openedId);
  const { value, error, loading, stale } = chains;
  const { filter, clear, openedId, hrefOf, open } = address;

  if (error && isNotFound(error)) {
    return (
      <Invitation
        title={t('empty.absent.title')}
        text={t('empty.absent.text')}
      />
    );
  }
  const List = narrow ? ChainCards : ChainTable;
  return (
    <div className={styles.content}>
      <VisuallyHidden>
        <h3>{t('delivery.heading')}</h3>
      </VisuallyHidden>
      {tiles && (loading || value?.connection.seen) && (
        <MetricTiles entityRef={stringifyEntityRef(entityRef)} />
      )}
      <div className={styles.bar}>
        <FilterBar
          filter={filter}
          environments={value?.environments ?? []}
          onChange={address.change}
        />
        <div className={styles.freshness}>
          {demo && (
            <QuietTag hint={t('delivery.demoHint')}>
              {t('delivery.demo')}
            </QuietTag>
          )}
          {value && (
            <Freshness
              asOf={value.asOf}
              otherwise={t('freshness.unknown')}
              note={
                value.pending > 0
                  ? t('freshness.pending', { count: value.pending })
                  : undefined
              }
              refreshing={chains.refreshing}
              onRefresh={chains.refresh}
            />
          )}
        </div>
      </div>
      <VisuallyHidden role="status">
        {value && !stale
          ? t('delivery.shown', { count: value.items.length })
          : ''}
      </VisuallyHidden>
      {error && (
        <LoadFailed
          error={error}
          title={value && t('delivery.refreshFailed')}
          onRetry={chains.refresh}
        />
      )}
      {loading && <DeliverySkeleton narrow={narrow} />}
      {value && (
        <div className={stale ? styles.stale : undefined} aria-busy={stale}>
          {value.items.length > 0 ? (
            <List
              chains={value.items}
              environments={value.environments}
              openedId={openedId}
              hrefOf={hrefOf}
              onOpen={open}
            />
          ) : (
            <DeliveryEmpty
              connection={value.connection}
              filter={filter}
              onClear={clear}
            />
          )}
        </div>
      )}
      {chains.moreError && (
        <LoadFailed
          error={chains.moreError}
          title={t('delivery.moreFailed')}
          onRetry={chains.loadMore}
        />
      )}
      {value?.nextCursor && !chains.moreError && (
        <div className={styles.more}>
          <Button
            variant="secondary"
            isPending={chains.loadingMore}
            onPress={chains.loadMore}
          >
            {chains.loadingMore
              ? t('delivery.loadingMore')
              : t('delivery.loadMore')}
          </Button>
        </div>
      )}
      {value?.connection.seen && (
        <Deployments entityRef={entityRef} hrefOf={hrefOf} />
      )}
      {value?.connection.seen && <Findings entityRef={entityRef} />}
      <ChainDrawer
        entityRef={entityRef}
        changeId={openedId}
        hrefOf={hrefOf}
        onClose={() => open(undefined)}
        onChanged={chains.refresh}
      />
    </div>
  );
}
