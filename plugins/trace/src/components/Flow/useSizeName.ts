import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SIZE_LIMITS } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';

/** What changes are called that have so many lines or more, by where they begin. */
export function useSizeName(): (from: number) => string {
  const { t } = useTranslationRef(traceTranslationRef);
  return from => {
    const below = SIZE_LIMITS.find(limit => limit > from);
    return below === undefined
      ? t('flow.sizes.most', { from: String(from) })
      : t('flow.sizes.below', { from: String(from), to: String(below - 1) });
  };
}
