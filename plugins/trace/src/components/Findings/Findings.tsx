import { useCallback, useState } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Skeleton } from '@backstage/ui';
import {
  Invitation,
  LoadFailed,
  usePages,
} from '@throughline/plugin-context-react';
import {
  FindingsResponse,
  FindingSummary,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { FlakyTests } from '../FlakyTests';
import { ExceptionDialog } from './ExceptionDialog';
import { FindingItem } from './FindingItem';
import { useExceptions } from './useExceptions';
import folded from '../foldedList.module.css';

const PAGE_SIZE = 20;

const openedAt = (finding: FindingSummary) => finding.openedAt;

/** What is unsafe and what is flaky, read when somebody wants to know. */
export function Findings(props: { entityRef: CompoundEntityRef }) {
  const { t } = useTranslationRef(traceTranslationRef);
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={folded.section}
      onToggle={event => setOpened(event.currentTarget.open)}
    >
      <summary className={folded.summary}>
        <h3 className={folded.title}>{t('findings.title')}</h3>
        <span className={folded.quiet}>{t('findings.intro')}</span>
      </summary>
      {opened && (
        <div className={folded.content}>
          <FindingList {...props} />
          <FlakyTests {...props} />
        </div>
      )}
    </details>
  );
}

function FindingList(props: { entityRef: CompoundEntityRef }) {
  const { kind, namespace, name } = props.entityRef;
  const { t } = useTranslationRef(traceTranslationRef);
  const traceApi = useApi(traceApiRef);
  const read = useCallback(
    (cursor?: string) =>
      traceApi.getFindings(
        { kind, namespace, name },
        { state: 'open', limit: PAGE_SIZE, cursor },
      ),
    [traceApi, kind, namespace, name],
  );
  const pages = usePages<FindingSummary, FindingsResponse>(read, openedAt);
  const { value, error, loading } = pages;
  const exceptions = useExceptions({
    allowed: value?.mayExcept ?? false,
    onDecided: pages.refresh,
  });
  return (
    <section className={folded.content}>
      <h4 className={folded.title}>{t('findings.open')}</h4>
      {error && <LoadFailed error={error} onRetry={pages.refresh} />}
      {loading && (
        <div role="status" aria-label={t('findings.loading')}>
          <Skeleton width="60%" height={18} />
        </div>
      )}
      {value && (
        <p className={folded.quiet}>
          {t('findings.counts', {
            open: String(value.counts.open),
            expired: String(value.counts.expired),
            excepted: String(value.counts.excepted),
          })}
        </p>
      )}
      {value?.items.length === 0 && (
        <Invitation
          title={t('findings.emptyTitle')}
          text={t('findings.emptyText')}
        />
      )}
      {value && value.items.length > 0 && (
        <ul className={folded.list} aria-label={t('findings.listLabel')}>
          {value.items.map(finding => (
            <FindingItem
              key={finding.id}
              finding={finding}
              exceptions={exceptions}
            />
          ))}
        </ul>
      )}
      {value && value.items.length > 0 && !value.mayExcept && (
        <p className={folded.quiet}>{t('findings.notAllowed')}</p>
      )}
      <div role="status" className={folded.quiet}>
        {exceptions.done &&
          (exceptions.done.accepted
            ? t('findings.saidAccepted', {
                title: exceptions.done.finding.title,
                until:
                  exceptions.done.finding.exception?.until.slice(0, 10) ?? '',
              })
            : t('findings.saidWithdrawn', {
                title: exceptions.done.finding.title,
              }))}
      </div>
      {exceptions.error && !exceptions.asked && (
        <LoadFailed
          error={exceptions.error}
          title={t('findings.failed')}
          onRetry={pages.refresh}
        />
      )}
      {pages.moreError && (
        <LoadFailed
          error={pages.moreError}
          title={t('findings.moreFailed')}
          onRetry={pages.loadMore}
        />
      )}
      {value?.nextCursor && !pages.moreError && (
        <div className={folded.more}>
          <Button
            variant="secondary"
            isPending={pages.loadingMore}
            onPress={pages.loadMore}
          >
            {pages.loadingMore ? t('findings.loadingMore') : t('findings.more')}
          </Button>
        </div>
      )}
      <ExceptionDialog exceptions={exceptions} />
    </section>
  );
}
