import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { VisuallyHidden } from '@backstage/ui';
import type { EntityContext } from '@throughline/plugin-context-common';
import {
  Age,
  Shape,
  StatusMark,
  useStatusWord,
} from '@throughline/plugin-context-react';
import { hasMembers } from '../../availability';
import { useNoAttentionText } from '../../hooks/useNoAttentionText';
import { isWhollyKnown } from '../../known';
import { contextTabLinkRouteRef } from '../../routes';
import { sectionAnchor } from '../../sectionAnchor';
import { contextTranslationRef } from '../../translation';
import styles from './card.module.css';

/** How many are shown; the rest is a tap away. */
const SHOWN = 2;

/** How much needs attention, and the worst of it. */
export function CardAttention(props: { context: EntityContext }) {
  const { context } = props;
  const { attention } = context;
  const { t } = useTranslationRef(contextTranslationRef);
  const { entity } = useEntity();
  const noAttentionText = useNoAttentionText();
  if (attention.length === 0) {
    return (
      <StatusMark shape={isWhollyKnown(context) ? 'ok' : 'unknown'}>
        {noAttentionText(context, hasMembers(entity))}
      </StatusMark>
    );
  }
  return (
    <div>
      <StatusMark shape={attention[0].status}>
        <strong>{t('card.attention', { count: attention.length })}</strong>
      </StatusMark>
      <ul className={styles.attention}>
        {attention.slice(0, SHOWN).map(item => (
          <Item key={`${item.sectionId} ${item.id}`} {...{ item, context }} />
        ))}
      </ul>
    </div>
  );
}

function Item(props: {
  item: EntityContext['attention'][number];
  context: EntityContext;
}) {
  const { item, context } = props;
  const statusWord = useStatusWord();
  const contextTab = useRouteRef(contextTabLinkRouteRef);
  const section = context.sections.find(
    ({ sectionId }) => sectionId === item.sectionId,
  );
  return (
    <li>
      <Shape shape={item.status} />
      <span className={styles.itemText}>
        <VisuallyHidden>{`${statusWord(item.status)}: `}</VisuallyHidden>
        {item.title}{' '}
        {item.since && <Age className={styles.quiet} iso={item.since} ago />}
      </span>
      {section && contextTab && (
        <Link
          className={styles.toSection}
          to={`${contextTab()}#${sectionAnchor(section.sectionId)}`}
        >
          <span aria-hidden="true">→ </span>
          {section.title}
        </Link>
      )}
    </li>
  );
}
