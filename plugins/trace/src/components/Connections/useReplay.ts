import { useCallback, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { errorText } from '@throughline/plugin-context-react';
import { DeliverySummary } from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';

/** What came of the last replay. */
export interface ReplayMessage {
  ok: boolean;
  text: string;
}

/**
 * Replays deliveries. No question is asked first, because replaying twice
 * changes nothing.
 *
 * @param onReplayed - called when one is in line again
 */
export function useReplay(onReplayed: () => void) {
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  const [message, setMessage] = useState<ReplayMessage>();
  /** By id: when it had been processed at the time of its replay. */
  const [replayed, setReplayed] = useState<Record<string, string>>({});

  const replay = useCallback(
    async ({ id, event, processedAt = '' }: DeliverySummary) => {
      try {
        await traceApi.replayDelivery(id);
        setReplayed(before => ({ ...before, [id]: processedAt }));
        setMessage({ ok: true, text: t('deliveries.replayed', { event }) });
        onReplayed();
      } catch (error) {
        setMessage({
          ok: false,
          text: t('deliveries.replayFailed', { reason: errorText(error) }),
        });
      }
    },
    [traceApi, t, onReplayed],
  );
  /** True until the replayed delivery has been read again. */
  const isInLine = ({ id, processedAt = '' }: DeliverySummary) =>
    replayed[id] === processedAt;
  return { replay, isInLine, message };
}
