import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { EntityContext } from '@throughline/plugin-context-common';
import { isWhollyKnown } from '../known';
import { contextTranslationRef } from '../translation';

/**
 * Says that nothing needs attention, and no more than is known: not while
 * somebody has not answered, and not for the parts of a system.
 */
export function useNoAttentionText(): (
  context: EntityContext,
  withMembers: boolean,
) => string {
  const { t } = useTranslationRef(contextTranslationRef);
  return (context, withMembers) => {
    if (!isWhollyKnown(context)) return t('attention.noneKnown');
    return withMembers ? t('attention.noneOwn') : t('attention.none');
  };
}
