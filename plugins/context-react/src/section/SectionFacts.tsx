import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ContextFact, ItemChange } from '@throughline/plugin-context-common';
import { useState } from 'react';
import { useAgeText } from '../parts';
import { partsTranslationRef } from '../translation';
import { ChangeMark } from './ChangeMark';
import { FactValue } from './FactValue';
import { groupFacts } from './groupFacts';
import { ContextSectionProps } from './types';
import { useStatusWord } from './useStatusWord';
import styles from './section.module.css';

/** More entities than this fold away behind a fact. */
const REFS_SHOWN = 5;

/**
 * The facts of a section as a list: what each is, its value, status, age and
 * where it leads, with what changed since the reader last looked. What is gone
 * comes last.
 */
export function SectionFacts(
  props: Pick<ContextSectionProps, 'section' | 'changes'>,
) {
  const { section, changes } = props;
  // In a section that is new as a whole, everything being new says nothing.
  const marked = changes?.change === 'changed' ? changes.facts : [];
  const changeOf = new Map(marked.map(change => [change.id, change]));
  const gone = marked.flatMap(({ change, before }) =>
    change === 'removed' && before ? [before] : [],
  );
  if (section.facts.length + gone.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {groupFacts([...section.facts, ...gone]).map(({ label, facts }) => (
        <div key={facts[0].id}>
          <dt>{label}</dt>
          {facts.map(fact => (
            <dd key={fact.id}>
              <Fact fact={fact} change={changeOf.get(fact.id)} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function Fact(props: { fact: ContextFact; change?: ItemChange<ContextFact> }) {
  const { fact, change } = props;
  const before = useBefore();
  const refs = fact.refs ?? [];
  // A value that leads to the one entity it names has said which that is.
  const saysWhich =
    refs.length < 2 && (!fact.href || entityAt(fact.href) === refs[0]);
  return (
    <>
      {change?.change === 'removed' ? (
        <del className={styles.gone}>{fact.value}</del>
      ) : (
        <FactValue fact={fact} />
      )}
      {change && <ChangeMark change={change.change} before={before(change)} />}
      {change?.change !== 'removed' && !saysWhich && <FactRefs refs={refs} />}
    </>
  );
}

/** The ref of the entity whose page an address is. */
function entityAt(href: string): string | undefined {
  const [, namespace, kind, name] =
    /^\/catalog\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(href) ?? [];
  return name && `${kind}:${namespace}/${name}`;
}

/** What a fact was before, in the words of what changed about it. */
function useBefore(): (change: ItemChange<ContextFact>) => string | undefined {
  const statusWord = useStatusWord();
  const ageText = useAgeText();
  return ({ before, after }) => {
    if (!before || !after) return undefined;
    if (before.value !== after.value) return before.value;
    if (before.status !== after.status) {
      return before.status && statusWord(before.status);
    }
    return before.at !== after.at && before.at
      ? ageText(before.at, true)
      : undefined;
  };
}

function FactRefs(props: { refs: string[] }) {
  const { refs } = props;
  const { t } = useTranslationRef(partsTranslationRef);
  const [unfolded, setUnfolded] = useState(false);
  const folded = unfolded ? 0 : Math.max(0, refs.length - REFS_SHOWN);
  if (refs.length === 0) return null;
  return (
    <ul className={styles.refs}>
      {refs.map((ref, index) => (
        // On paper nothing can be unfolded, so there all of them are.
        <li
          key={ref}
          className={index < refs.length - folded ? undefined : styles.folded}
        >
          <EntityRefLink entityRef={ref} />
        </li>
      ))}
      {folded > 0 && (
        <li>
          <button
            type="button"
            className={styles.unfold}
            onClick={() => setUnfolded(true)}
          >
            {t('refs.more', { number: String(folded) })}
          </button>
        </li>
      )}
    </ul>
  );
}
