import { Skeleton } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Invitation,
  isNotAllowed,
  LoadFailed,
  NowProvider,
} from '@throughline/plugin-context-react';
import { Link } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { CreateApp } from './CreateApp';
import { CreatedApp } from './CreatedApp';
import { HostStatus } from './HostStatus';
import { ImportSummary } from './ImportSummary';
import { UnclaimedRepositories } from './UnclaimedRepositories';
import { useCreatedApp } from './useCreatedApp';
import shared from '../page.module.css';
import styles from './connect.module.css';

/** What the Connect GitHub page holds, without the page around it. */
export function ConnectGithub() {
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  const { value, error, retry } = useAsyncRetry(
    () => traceApi.getGithubConnection(),
    [traceApi],
  );
  const created = useCreatedApp();

  if (error && isNotAllowed(error)) {
    return (
      <Invitation
        title={t('connect.denied.title')}
        text={t('connect.denied.text')}
      />
    );
  }
  return (
    <NowProvider>
      <div className={`${shared.content} ${styles.content}`}>
        <p>
          <Link to="..">{t('connect.back')}</Link>
        </p>
        <CreatedApp created={created} />
        {error && <LoadFailed error={error} onRetry={retry} />}
        {!value && !error && (
          <div role="status" aria-label={t('connect.loading')}>
            <Skeleton width="100%" height={320} />
          </div>
        )}
        {value && (
          <>
            <CreateApp hosts={value.hosts.map(({ host }) => host)} />
            <section>
              <h3>{t('connect.status.heading')}</h3>
              <ul className={shared.cards}>
                {value.hosts.map(status => (
                  <HostStatus key={status.host} status={status} />
                ))}
              </ul>
            </section>
            <ImportSummary summary={value.import} />
            <UnclaimedRepositories
              hasCredentials={value.hosts.some(
                ({ credentials }) => credentials !== 'none',
              )}
            />
          </>
        )}
      </div>
    </NowProvider>
  );
}
