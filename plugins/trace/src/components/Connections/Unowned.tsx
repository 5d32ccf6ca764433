import { useCallback } from 'react';
import { Button, Skeleton } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  isNotAllowed,
  LoadFailed,
  Snippet,
  usePages,
} from '@throughline/plugin-context-react';
import {
  ANNOTATION_PATHS,
  UnownedRepository,
  UnownedResponse,
} from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import shared from '../page.module.css';
import { UnownedFolders } from './UnownedFolders';
import { useUnownedRepository } from './useUnownedRepository';
import styles from './unowned.module.css';

const PAGE_SIZE = 10;

type Item = UnownedRepository & { id: string };
type Page = Omit<UnownedResponse, 'items'> & { items: Item[] };

/** The first folder that can be claimed, as an example of how to. */
function exampleOf(items: Item[]): string {
  const globs = items.flatMap(({ folders }) =>
    folders.flatMap(({ glob }) => glob ?? []),
  );
  return `metadata:
  annotations:
    ${ANNOTATION_PATHS}: ${JSON.stringify(globs[0] ?? 'docs/**')}
`;
}

/**
 * What no entity claims in repositories that entities claim parts of. Nothing,
 * for those who may not see it.
 */
export function Unowned() {
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  const { repository, hrefOf } = useUnownedRepository();
  const read = useCallback(
    async (cursor?: string): Promise<Page> => {
      const page = await traceApi.getUnowned({
        repository,
        cursor,
        limit: PAGE_SIZE,
      });
      const items = page.items.map(one => ({ ...one, id: one.repository }));
      return { ...page, items };
    },
    [traceApi, repository],
  );
  const pages = usePages<Item, Page>(read);
  const { value, error, moreError, loading, loadingMore } = pages;
  if (error && isNotAllowed(error)) return null;
  // Without a heading: whoever may not see it is not to see it come and go.
  if (loading) {
    return (
      <div role="status" aria-label={t('unowned.loading')}>
        <Skeleton width="100%" height={80} />
      </div>
    );
  }
  return (
    <section id="unowned">
      <div className={styles.head}>
        <h3>{t('unowned.title')}</h3>
        {repository && <Link to={hrefOf(undefined)}>{t('unowned.all')}</Link>}
      </div>
      {error && <LoadFailed error={error} onRetry={pages.refresh} />}
      {value?.items.length === 0 && (
        <p className={shared.quiet}>
          {repository
            ? t('unowned.emptyOne', { repository })
            : t('unowned.empty')}
        </p>
      )}
      {value && value.items.length > 0 && (
        <>
          <p className={shared.quiet}>{t('unowned.text')}</p>
          <Snippet text={exampleOf(value.items)} what={t('unowned.snippet')} />
          <ul className={styles.repositories}>
            {value.items.map(item => (
              <li key={item.id}>
                <UnownedFolders
                  repository={item}
                  open={value.items.length === 1}
                  href={hrefOf(item.repository)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {moreError && (
        <LoadFailed
          error={moreError}
          onRetry={pages.loadMore}
          title={t('unowned.moreFailed')}
        />
      )}
      {value?.nextCursor && !moreError && (
        <Button
          variant="secondary"
          isDisabled={loadingMore}
          onPress={pages.loadMore}
        >
          {loadingMore ? t('unowned.loadingMore') : t('unowned.more')}
        </Button>
      )}
    </section>
  );
}
