import { useCallback } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age } from '@throughline/plugin-context-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { ReadList } from '../parts';
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
  const { value, error, retry } = useAsyncRetry(read, [read]);
  return (
    <section className={folded.content}>
      <h4 className={folded.title}>{t('findings.flaky.title')}</h4>
      <p className={folded.quiet}>{t('findings.flaky.intro')}</p>
      <ReadList
        ordered
        reading={{ items: value?.items, error, onRetry: retry }}
        words={{
          label: t('findings.flaky.listLabel'),
          loading: t('findings.flaky.loading'),
          emptyTitle: t('findings.flaky.emptyTitle'),
          emptyText: t('findings.flaky.emptyText'),
        }}
        keyOf={({ suite, test }) => JSON.stringify([suite, test])}
      >
        {({ suite, test, occurrences, waitedMinutes, lastSeenAt }) => (
          <>
            <div className={folded.head}>
              <strong>{test}</strong>
              <span className={folded.quiet}>
                {t('findings.flaky.suite', { suite })}
              </span>
            </div>
            <div className={folded.quiet}>
              {t('findings.flaky.times', { count: occurrences })}
              {' · '}
              {t('findings.flaky.waited', { minutes: String(waitedMinutes) })}
              {' · '}
              {t('findings.flaky.last')} <Age iso={lastSeenAt} ago />
            </div>
          </>
        )}
      </ReadList>
      {value?.truncated && (
        <p className={folded.quiet}>{t('findings.flaky.truncated')}</p>
      )}
    </section>
  );
}
