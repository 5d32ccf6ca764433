import { Box } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { StatusMark, StatusShape } from '@throughline/plugin-context-react';
import {
  GithubCapabilityState,
  GithubHostStatus,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import shared from '../page.module.css';
import styles from './connect.module.css';

const SHAPES: Record<GithubCapabilityState, StatusShape> = {
  granted: 'ok',
  missing: 'attention',
  unknown: 'unknown',
};

/** The second step, for one host: its credentials and what they allow. */
export function HostStatus(props: { status: GithubHostStatus }) {
  const { host, credentials, capabilities, rateLimit, problem } = props.status;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Box as="li" bg="neutral" className={shared.card}>
      <div className={`${shared.head} ${styles.long}`}>
        <h4>{host}</h4>
        <StatusMark shape={credentials === 'none' ? 'unknown' : 'ok'}>
          {t(`connect.status.${credentials}`)}
        </StatusMark>
      </div>
      {problem && (
        <p className={styles.long}>
          <StatusMark shape="attention">{problem}</StatusMark>
        </p>
      )}
      <App app={props.status.app} />
      {credentials !== 'none' && (
        <ul
          className={styles.capabilities}
          aria-label={t('connect.status.capabilities', { host })}
        >
          {capabilities.map(({ id, title, permission, state, without }) => (
            <li key={id}>
              <div className={`${shared.head} ${styles.long}`}>
                <span>{title}</span>
                <StatusMark shape={SHAPES[state]}>
                  {t(`connect.status.${state}`)}
                </StatusMark>
              </div>
              {state !== 'granted' && (
                <div className={shared.small}>
                  <code>{permission}</code> {without}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {rateLimit && (
        <p className={shared.small}>
          {t('connect.status.rateLimit')}:{' '}
          {t('connect.status.rateLimitValue', {
            remaining: rateLimit.remaining.toLocaleString(),
            limit: rateLimit.limit.toLocaleString(),
            time: new Date(rateLimit.resetAt).toLocaleTimeString(undefined, {
              timeStyle: 'short',
            }),
          })}
        </p>
      )}
    </Box>
  );
}

function App(props: Pick<GithubHostStatus, 'app'>) {
  const { t } = useTranslationRef(traceTranslationRef);
  if (!props.app) return null;
  const { slug, owner, installations } = props.app;
  return (
    <div>
      {slug && (
        <p>
          <span className={shared.quiet}>{t('connect.status.slug')}:</span>{' '}
          {slug}
          {owner && ` ${t('connect.status.owner', { owner })}`}
        </p>
      )}
      {installations.length > 0 && (
        <>
          <p className={shared.quiet}>{t('connect.status.installed')}</p>
          <ul className={styles.installations}>
            {installations.map(({ account, url, repositories }) => (
              <li key={account}>
                {url ? (
                  <a href={url} target="_blank" rel="noopener noreferrer">
                    {account}
                  </a>
                ) : (
                  account
                )}{' '}
                <span className={shared.small}>
                  {t(`connect.status.${repositories}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
