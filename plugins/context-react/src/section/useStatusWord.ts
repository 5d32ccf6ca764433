import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ContextStatus } from '@throughline/plugin-context-common';
import { partsTranslationRef } from '../translation';

/** Puts a status into words. */
export function useStatusWord(): (status: ContextStatus) => string {
  const { t } = useTranslationRef(partsTranslationRef);
  return status => t(`status.${status}`);
}
