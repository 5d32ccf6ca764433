import { useCallback } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box, Skeleton } from '@backstage/ui';
import { Age, Invitation, LoadFailed } from '@throughline/plugin-context-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import folded from '../foldedList.module.css';

/** The tests of an entity that failed and passed on the same commit. */
export function FlakyTests(props: { entityRef: CompoundEntityRef }) {
  const { kind, namespace, name } = props.entityRef;
  const { t } = useTranslationRef(traceTranslationRef);
  const traceApi = useApi(traceApiRef);
  const read = useCallback(
    () => traceApi.getFlakyTests({ kind, namespace, name }),
    [traceApi, kind, namespace, name],
  );
  const { value, error, loading, retry } = useAsyncRetry(read, [read]);
  return (
    <section className={folded.content}>
      <h4 className={folded.title}>{t('findings.flaky.title')}</h4>
      <p className={folded.quiet}>{t('findings.flaky.intro')}</p>
      {error && <LoadFailed error={error} onRetry={retry} />}
      {loading && !value && (
        <div role="status" aria-label={t('findings.flaky.loading')}>
          <Skeleton width="60%" height={18} />
        </div>
      )}
      {value?.items.length === 0 && (
        <Invitation
          title={t('findings.flaky.emptyTitle')}
          text={t('findings.flaky.emptyText')}
        />
      )}
      {value && value.items.length > 0 && (
        <ol className={folded.list} aria-label={t('findings.flaky.listLabel')}>
          {value.items.map(test => (
            <Box
              as="li"
              bg="neutral"
              key={JSON.stringify([test.suite, test.test])}
              className={folded.item}
            >
              <div className={folded.head}>
                <strong>{test.test}</strong>
                <span className={folded.quiet}>
                  {t('findings.flaky.suite', { suite: test.suite })}
                </span>
              </div>
              <div className={folded.quiet}>
                {t('findings.flaky.times', { count: test.occurrences })}
                {' · '}
                {t('findings.flaky.waited', {
                  minutes: String(test.waitedMinutes),
                })}
                {' · '}
                {t('findings.flaky.last')} <Age iso={test.lastSeenAt} ago />
              </div>
            </Box>
          ))}
        </ol>
      )}
      {value?.truncated && (
        <p className={folded.quiet}>{t('findings.flaky.truncated')}</p>
      )}
    </section>
  );
}
