import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box } from '@backstage/ui';
import type {
  SectionChange,
  SectionView,
} from '@throughline/plugin-context-common';
import {
  ChangeMark,
  ContextSectionRenderer,
  SectionFacts,
  StatusMark,
  useAgeText,
  useStatusWord,
} from '@throughline/plugin-context-react';
import { onlyWhatChanged } from '../../changes';
import { sectionAnchor } from '../../sectionAnchor';
import { contextTranslationRef } from '../../translation';
import { SectionLinks } from './SectionLinks';
import styles from './context.module.css';

/**
 * What one plugin knows. If the plugin cannot be asked, it is the last that it
 * said, greyed.
 */
export function SectionBlock(props: {
  section: SectionView;
  entityRef: string;
  changes?: SectionChange;
  onlyChanged: boolean;
  renderer?: ContextSectionRenderer;
}) {
  const { changes, onlyChanged, renderer, entityRef } = props;
  const section =
    onlyChanged && changes
      ? onlyWhatChanged(props.section, changes)
      : props.section;
  const { stale } = section;
  // What changed is said in facts; a plugin's own drawing shows the whole.
  const Body = (!onlyChanged && renderer?.Component) || SectionFacts;
  return (
    <Box
      as="section"
      bg="neutral"
      id={sectionAnchor(section.sectionId)}
      className={stale ? `${styles.block} ${styles.stale}` : styles.block}
    >
      <SectionHead section={section} changes={changes} />
      <Body section={section} entityRef={entityRef} changes={changes} />
      <SectionLinks links={section.links} changes={changes} />
    </Box>
  );
}

function SectionHead(props: { section: SectionView; changes?: SectionChange }) {
  const { section, changes } = props;
  const { title, status, headline, stale } = section;
  const { t } = useTranslationRef(contextTranslationRef);
  const statusWord = useStatusWord();
  const ageText = useAgeText();
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <h4 className={styles.title}>{title}</h4>
        <StatusMark shape={status}>{statusWord(status)}</StatusMark>
        {changes?.status && (
          <ChangeMark
            change="changed"
            before={statusWord(changes.status.before)}
          />
        )}
        {changes?.change === 'added' && <ChangeMark change="added" />}
      </div>
      {headline && <p>{headline}</p>}
      {changes?.change === 'changed' && changes.headline && (
        <ChangeMark change="changed" before={changes.headline.before} />
      )}
      {stale && (
        <p className={styles.staleNote}>
          {t('section.stale', {
            age: ageText(section.asOf, true),
            reason: stale.reason.replace(/\.$/, ''),
          })}
        </p>
      )}
    </header>
  );
}
