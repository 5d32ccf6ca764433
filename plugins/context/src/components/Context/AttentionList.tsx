import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box } from '@backstage/ui';
import type { EntityContext } from '@throughline/plugin-context-common';
import { changeOfAttention, removedItems } from '../../changes';
import { useNoAttentionText } from '../../hooks/useNoAttentionText';
import { contextTranslationRef } from '../../translation';
import { AttentionItem, GoneAttention } from './AttentionItem';
import styles from './context.module.css';

/** What somebody should act on, worst first, and what is off the list. */
export function AttentionList(props: {
  context: EntityContext;
  onlyChanged: boolean;
  /** Whether its parts are listed elsewhere. */
  withMembers: boolean;
}) {
  const { context, onlyChanged, withMembers } = props;
  const noAttentionText = useNoAttentionText();
  const { t } = useTranslationRef(contextTranslationRef);
  const gone = (context.changes?.sections ?? []).flatMap(
    ({ sectionId, attention }) =>
      removedItems(attention).map(item => ({ ...item, sectionId })),
  );
  const items = context.attention
    .map(item => ({ item, change: changeOfAttention(context, item) }))
    .filter(({ change }) => !onlyChanged || change);
  if (onlyChanged && items.length + gone.length === 0) return null;
  return (
    <Box as="section" bg="neutral" className={styles.block}>
      <h4 className={styles.title}>{t('attention.title')}</h4>
      {items.length === 0 && (
        <p className={styles.quiet}>{noAttentionText(context, withMembers)}</p>
      )}
      {items.length + gone.length > 0 && (
        <ul className={styles.attention}>
          {items.map(({ item, change }) => (
            <AttentionItem
              key={`${item.sectionId} ${item.id}`}
              item={item}
              change={change}
              sectionTitle={
                context.sections.find(
                  ({ sectionId }) => sectionId === item.sectionId,
                )?.title
              }
            />
          ))}
          {gone.map(item => (
            <GoneAttention key={`${item.sectionId} ${item.id}`} item={item} />
          ))}
        </ul>
      )}
    </Box>
  );
}
