import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age, ForgeLink } from '@throughline/plugin-context-react';
import {
  UnownedFolder,
  UnownedRepository,
} from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark } from '../Delivery/RestrictedMark';
import shared from '../page.module.css';
import styles from './unowned.module.css';

/** The latest change of a folder, as far as the reader may see it. */
function Latest(props: Pick<UnownedFolder, 'latest' | 'latestAt'>) {
  const { latest, latestAt } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <span className={shared.small}>
      {t('unowned.latest')} <Age iso={latestAt} ago />:{' '}
      {'hidden' in latest ? (
        t('unowned.latestHidden')
      ) : (
        <>
          <ForgeLink url={latest.url}>{latest.title}</ForgeLink>
          {latest.restricted && (
            <>
              {' '}
              <RestrictedMark restriction={latest.restricted} />
            </>
          )}
        </>
      )}
    </span>
  );
}

/** What of one repository no entity claims, the most changed first. */
export function UnownedFolders(props: {
  repository: UnownedRepository;
  /** Whether it is open at first. */
  open: boolean;
  /** Address of the page with this repository alone. */
  href: string;
}) {
  const { open, href } = props;
  const { repository, folders, truncated } = props.repository;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <details open={open}>
      <summary className={styles.summary}>
        <strong>{repository}</strong>{' '}
        <span className={shared.quiet}>
          {truncated
            ? t('unowned.partsMany', { number: String(folders.length) })
            : t('unowned.parts', { count: folders.length })}
        </span>
      </summary>
      <ul className={styles.folders}>
        {folders.map(({ glob, changes, alsoOwned, ...latest }) => (
          <li key={glob ?? ''}>
            <span className={styles.folder}>
              {glob ? <code>{glob}</code> : t('unowned.unknown')}
            </span>
            <span className={styles.counts}>
              <span>{t('unowned.changes', { count: changes })}</span>
              {alsoOwned > 0 && (
                <span className={shared.small}>
                  {t('unowned.alsoOwned', { count: alsoOwned })}
                </span>
              )}
              <Latest {...latest} />
            </span>
          </li>
        ))}
      </ul>
      {truncated && <p className={shared.small}>{t('unowned.truncated')}</p>}
      <Link to={href} className={styles.link}>
        {t('unowned.link')}
      </Link>
    </details>
  );
}
