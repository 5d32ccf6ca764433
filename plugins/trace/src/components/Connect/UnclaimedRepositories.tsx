import { useCallback, useState } from 'react';
import { Alert, Button, Skeleton, VisuallyHidden } from '@backstage/ui';
import { Link as AppLink } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Age,
  Invitation,
  LoadFailed,
  Snippet,
  usePages,
} from '@throughline/plugin-context-react';
import {
  GithubRepositoriesResponse,
  GithubRepository,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';
import { registerRouteRef } from '../../routes';
import { traceTranslationRef } from '../../translation';
import shared from '../page.module.css';
import styles from './connect.module.css';

type Item = GithubRepository & { id: string };
type Page = Omit<GithubRepositoriesResponse, 'items'> & { items: Item[] };

/** The fourth step: repositories that nothing of is shown, with a way to it. */
export function UnclaimedRepositories(props: { hasCredentials: boolean }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <section>
      <h3>{t('connect.repositories.heading')}</h3>
      {props.hasCredentials ? (
        <Repositories />
      ) : (
        <Invitation
          title={t('connect.repositories.unread.title')}
          text={t('connect.repositories.unread.text')}
        />
      )}
    </section>
  );
}

function Repositories() {
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  const read = useCallback(
    async (cursor?: string): Promise<Page> => {
      const page = await traceApi.getGithubRepositories({
        cursor,
        unclaimed: true,
      });
      return {
        ...page,
        items: page.items.map(item => ({ ...item, id: item.repository })),
      };
    },
    [traceApi],
  );
  const pages = usePages<Item, Page>(read);
  const { value, error, loading, loadingMore, moreError } = pages;
  if (error) return <LoadFailed error={error} onRetry={pages.refresh} />;
  if (loading || !value) {
    return (
      <div role="status" aria-label={t('connect.repositories.loading')}>
        <Skeleton width="100%" height={160} />
      </div>
    );
  }
  const { items, problems, nextCursor } = value;
  return (
    <>
      {problems.map(({ host, problem }) => (
        <Alert
          key={`${host} ${problem}`}
          status="warning"
          icon
          title={t('connect.repositories.problem', { host, problem })}
        />
      ))}
      {items.length === 0 && !nextCursor && problems.length === 0 ? (
        <Invitation
          title={t('connect.repositories.none.title')}
          text={t('connect.repositories.none.text')}
        />
      ) : (
        <p>{t('connect.repositories.text')}</p>
      )}
      <VisuallyHidden role="status">
        {t('connect.repositories.shown', { count: items.length })}
      </VisuallyHidden>
      <ul className={styles.repositories}>
        {items.map(item => (
          <Repository key={item.id} repository={item} />
        ))}
      </ul>
      {moreError && (
        <LoadFailed
          error={moreError}
          onRetry={pages.loadMore}
          title={t('connect.repositories.moreFailed')}
        />
      )}
      {nextCursor && !moreError && (
        <Button
          variant="secondary"
          isDisabled={loadingMore}
          onPress={pages.loadMore}
        >
          {loadingMore
            ? t('connect.repositories.loadingMore')
            : t('connect.repositories.loadMore')}
        </Button>
      )}
    </>
  );
}

function Repository(props: { repository: GithubRepository }) {
  const { repository, description, pushedAt, proposal } = props.repository;
  const { t } = useTranslationRef(traceTranslationRef);
  const register = useRouteRef(registerRouteRef);
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className={`${shared.head} ${styles.long}`}>
        <span>{repository}</span>
        {pushedAt && (
          <span className={shared.small}>
            {t('connect.repositories.pushed')} <Age iso={pushedAt} ago />
          </span>
        )}
      </div>
      {description && <div className={shared.small}>{description}</div>}
      {proposal && (
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={open}
          aria-label={t(
            open ? 'connect.repositories.hide' : 'connect.repositories.show',
            { repository },
          )}
          onPress={() => setOpen(!open)}
        >
          {open
            ? t('connect.repositories.hideShort')
            : t('connect.repositories.showShort')}
        </Button>
      )}
      {proposal && open && (
        <>
          <Snippet
            text={proposal}
            what={t('connect.repositories.proposal', { repository })}
          />
          {register && (
            <AppLink to={register()}>
              {t('connect.repositories.register')}
            </AppLink>
          )}
        </>
      )}
    </li>
  );
}
