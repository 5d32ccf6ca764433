import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import { flowMessages } from '../../flowMessages';

type KnownReason = keyof typeof flowMessages.reason;

function isKnown(reason: string): reason is KnownReason {
  return Object.hasOwn(flowMessages.reason, reason);
}

/**
 * Puts into words why something is left out or not whole. A reason that is newer
 * than this page is shown as the backend calls it.
 */
export function useReasonText(): (reason: string) => string {
  const { t } = useTranslationRef(traceTranslationRef);
  return reason =>
    isKnown(reason) ? t(`flow.reason.${reason}`) : reason.replace(/[-_]/g, ' ');
}
