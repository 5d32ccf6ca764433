import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { EntityContext } from '@throughline/plugin-context-common';
import { countChanges } from '../../changes';
import { contextTabLinkRouteRef } from '../../routes';
import { contextTranslationRef } from '../../translation';
import styles from './card.module.css';

/** What changed since the reader last looked, and the way to the tab. */
export function CardFooter(props: { context: EntityContext }) {
  const { t } = useTranslationRef(contextTranslationRef);
  const contextTab = useRouteRef(contextTabLinkRouteRef);
  const count = countChanges(props.context.changes);
  return (
    <div className={styles.footer}>
      {count > 0 && (
        <span className={styles.changes}>{t('card.changes', { count })}</span>
      )}
      {contextTab && (
        <Link className={styles.open} to={contextTab()}>
          {t('card.open')} <span aria-hidden="true">→</span>
        </Link>
      )}
    </div>
  );
}
