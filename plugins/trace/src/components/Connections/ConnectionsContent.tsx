import { useCallback } from 'react';
import { Skeleton } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Invitation,
  isNotAllowed,
  LoadFailed,
  NowProvider,
  Snippet,
  usePages,
  useRepeat,
} from '@throughline/plugin-context-react';
import {
  DeliveriesResponse,
  DeliverySummary,
  SourcesResponse,
} from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { Deliveries } from './Deliveries';
import { secretsSnippet, SourceCard } from './SourceCard';
import { Unclaimed } from './Unclaimed';
import { Unowned } from './Unowned';
import { useDeliveriesFilter } from './useDeliveriesFilter';
import shared from '../page.module.css';
import styles from './connections.module.css';

const PAGE_SIZE = 25;
/** How often to look again while something is being read, in milliseconds. */
const REFRESH_EVERY = 5_000;

const receivedAt = ({ receivedAt: at }: DeliverySummary) => at;

function isBusy(sources: SourcesResponse): boolean {
  return sources.items.some(
    ({ counts, histories }) =>
      counts.received > 0 || histories.some(({ state }) => state === 'running'),
  );
}

/** What the Connections page holds, without the page around it. */
export function ConnectionsContent() {
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  const { filter, change, hrefOf } = useDeliveriesFilter();
  const sources = useAsyncRetry(() => traceApi.getSources(), [traceApi]);
  const read = useCallback(
    (cursor?: string) =>
      traceApi.getDeliveries({ ...filter, limit: PAGE_SIZE, cursor }),
    [traceApi, filter],
  );
  const deliveries = usePages<DeliverySummary, DeliveriesResponse>(
    read,
    receivedAt,
  );
  const { retry } = sources;
  const { refresh } = deliveries;
  const refreshAll = useCallback(() => {
    retry();
    refresh();
  }, [retry, refresh]);
  useRepeat(
    refreshAll,
    REFRESH_EVERY,
    sources.value !== undefined && isBusy(sources.value),
  );

  if (sources.error && isNotAllowed(sources.error)) {
    return (
      <NowProvider>
        <div className={shared.content}>
          <Invitation
            title={t('connections.denied.title')}
            text={t('connections.denied.text')}
          />
          <Unowned />
        </div>
      </NowProvider>
    );
  }
  return (
    <NowProvider>
      <div className={shared.content}>
        <section>
          <div className={styles.sectionHead}>
            <h3>{t('connections.sources')}</h3>
            <Link to="github">{t('connect.link')}</Link>
          </div>
          {sources.error && (
            <LoadFailed error={sources.error} onRetry={retry} />
          )}
          {!sources.value && !sources.error && (
            <div role="status" aria-label={t('connections.loading')}>
              <div className={shared.cards}>
                <Skeleton width="100%" height={260} />
                <Skeleton width="100%" height={260} />
              </div>
            </div>
          )}
          {sources.value?.items.length === 0 && <NoSources />}
          <ul className={shared.cards}>
            {sources.value?.items.map(source => (
              <SourceCard key={source.id} source={source} hrefOf={hrefOf} />
            ))}
          </ul>
        </section>
        {sources.value && <Unclaimed {...sources.value} />}
        <Unowned />
        <Deliveries
          deliveries={deliveries}
          sources={sources.value?.items ?? []}
          filter={filter}
          onFilter={change}
          onReplayed={refreshAll}
        />
      </div>
    </NowProvider>
  );
}

function NoSources() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Invitation
      title={t('connections.noSources.title')}
      text={t('connections.noSources.text')}
    >
      <Snippet
        text={secretsSnippet('github')}
        what={t('connections.noSources.snippet')}
      />
    </Invitation>
  );
}
