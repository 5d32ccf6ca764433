import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ContextFact } from '@throughline/plugin-context-common';
import { Age, Shape } from '../parts';
import { PortalLink } from './PortalLink';
import { useStatusWord } from './useStatusWord';
import { VisuallyHidden } from '@backstage/ui';
import styles from './section.module.css';

/** What a fact says: shape, value and age, linked to where it leads. */
export function FactValue(props: { fact: ContextFact }) {
  const { fact } = props;
  const statusWord = useStatusWord();
  const [onlyRef, ...otherRefs] = fact.refs ?? [];
  const namesOne = onlyRef !== undefined && otherRefs.length === 0;
  return (
    <span className={styles.value}>
      {fact.status && (
        <span className={styles[fact.status]}>
          <Shape shape={fact.status} />
          <VisuallyHidden>{`${statusWord(fact.status)}: `}</VisuallyHidden>
        </span>
      )}
      <span>
        {namesOne && !fact.href ? (
          <EntityRefLink entityRef={onlyRef}>{fact.value}</EntityRefLink>
        ) : (
          <PortalLink href={fact.href}>{fact.value}</PortalLink>
        )}
      </span>
      {fact.at && <Age iso={fact.at} className={styles.age} ago />}
    </span>
  );
}
