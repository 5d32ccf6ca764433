import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { FindingSummary } from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';

/** What people live with, as far as the reader may say so. */
export interface FindingExceptions {
  allowed: boolean;
  /** The finding that is being accepted. */
  asked?: FindingSummary;
  /** What was done last, to be said. */
  done?: { finding: FindingSummary; accepted: boolean };
  error?: Error;
  pending: boolean;
  ask(finding: FindingSummary | undefined): void;
  accept(finding: FindingSummary, reason: string, until: string): Promise<void>;
  withdraw(finding: FindingSummary): Promise<void>;
}

/** @param onDecided - called when something was changed */
export function useExceptions(options: {
  allowed: boolean;
  onDecided(): void;
}): FindingExceptions {
  const { allowed, onDecided } = options;
  const traceApi = useApi(traceApiRef);
  const [asked, setAsked] = useState<FindingSummary>();
  const [done, setDone] = useState<FindingExceptions['done']>();
  const [error, setError] = useState<Error>();
  const [pending, setPending] = useState(false);

  const decide = async (
    change: () => Promise<FindingSummary>,
    accepted: boolean,
  ) => {
    setPending(true);
    setError(undefined);
    try {
      setDone({ finding: await change(), accepted });
      setAsked(undefined);
      onDecided();
    } catch (caught) {
      setError(caught as Error);
    } finally {
      setPending(false);
    }
  };

  return {
    allowed,
    asked,
    done,
    error,
    pending,
    ask: finding => {
      setError(undefined);
      setAsked(finding);
    },
    accept: ({ id }, reason, until) =>
      decide(() => traceApi.acceptFinding(id, { reason, until }), true),
    withdraw: ({ id }) => decide(() => traceApi.withdrawException(id), false),
  };
}
