import type { SectionView } from '@throughline/plugin-context-common';
import { FactValue } from '@throughline/plugin-context-react';
import styles from './card.module.css';

/** More than these make the card a page. */
const SHOWN = 6;

/** The few facts that their plugins want on the card. */
export function CardHighlights(props: { sections: SectionView[] }) {
  const highlights = props.sections.flatMap(({ sectionId, facts }) =>
    facts
      .filter(({ highlight }) => highlight)
      .map(fact => ({ key: `${sectionId} ${fact.id}`, fact })),
  );
  if (highlights.length === 0) return null;
  return (
    <dl className={styles.highlights}>
      {highlights.slice(0, SHOWN).map(({ key, fact }) => (
        <div key={key}>
          <dt>{fact.label}</dt>
          <dd>
            <FactValue fact={fact} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
