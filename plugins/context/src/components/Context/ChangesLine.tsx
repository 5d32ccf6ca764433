import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { EntityContext } from '@throughline/plugin-context-common';
import { useAgeText } from '@throughline/plugin-context-react';
import { countChanges } from '../../changes';
import { contextTranslationRef } from '../../translation';
import styles from './context.module.css';

/** One quiet sentence on what changed since the reader last looked. */
export function ChangesLine(props: {
  context: EntityContext;
  firstLook: boolean;
}) {
  const { context, firstLook } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  const ageText = useAgeText();
  const { changes, past } = context;
  if (past) return null;
  if (firstLook || !changes) {
    return <p className={styles.quiet}>{t('changes.firstLook')}</p>;
  }
  const count = countChanges(changes);
  const age = ageText(changes.since.at, true);
  const sentence =
    count > 0 ? t('changes.some', { count, age }) : t('changes.none', { age });
  return (
    <p className={count > 0 ? styles.changes : styles.quiet} role="status">
      {[`${sentence}.`, changes.cut && t('changes.cut')]
        .filter(Boolean)
        .join(' ')}
    </p>
  );
}
