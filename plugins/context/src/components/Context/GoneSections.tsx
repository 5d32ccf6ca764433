import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box } from '@backstage/ui';
import type { EntityContext } from '@throughline/plugin-context-common';
import { contextTranslationRef } from '../../translation';
import styles from './context.module.css';

/** Whole sections that were there when the reader last looked. */
export function GoneSections(props: { context: EntityContext }) {
  const { t } = useTranslationRef(contextTranslationRef);
  const gone = (props.context.changes?.sections ?? []).filter(
    ({ change }) => change === 'removed',
  );
  if (gone.length === 0) return null;
  return (
    <Box as="section" bg="neutral" className={styles.block}>
      <h4 className={styles.title}>{t('changes.goneSection')}</h4>
      <ul className={styles.links}>
        {gone.map(({ sectionId, title, headline }) => (
          <li key={sectionId}>
            <del>{title}</del>{' '}
            <span className={styles.quiet}>{headline?.before}</span>
          </li>
        ))}
      </ul>
    </Box>
  );
}
