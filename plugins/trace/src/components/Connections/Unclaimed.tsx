import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SourcesResponse } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import shared from '../page.module.css';
import styles from './connections.module.css';

/** Repositories that deliveries speak of and no entity names. */
export function Unclaimed(
  props: Pick<SourcesResponse, 'unclaimedRepositories' | 'unclaimedTruncated'>,
) {
  const { unclaimedRepositories, unclaimedTruncated } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  if (unclaimedRepositories.length === 0) return null;
  return (
    <section>
      <h3>{t('connections.unclaimed.title')}</h3>
      <p className={shared.quiet}>{t('connections.unclaimed.text')}</p>
      <ul className={styles.unclaimed}>
        {unclaimedRepositories.map(({ repository, changes }) => (
          <li key={repository}>
            <span>{repository}</span>
            <span className={shared.quiet}>
              {t('connections.unclaimed.changes', { count: changes })}
            </span>
          </li>
        ))}
      </ul>
      {unclaimedTruncated && (
        <p className={shared.small}>{t('connections.unclaimed.truncated')}</p>
      )}
    </section>
  );
}
