import { useState } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  CauseVerdict,
  ChainStep,
  LinkDecision,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';

/** An incident that a deployment of the change may have caused. */
export interface PossibleCause {
  /** Node keys. */
  incident: string;
  deployment: string;
  title: string;
  /** What a person said of it. */
  decided?: LinkDecision;
}

/** Incidents that a deployment of the change may have caused, or did. */
export function possibleCauses(steps: ChainStep[]): PossibleCause[] {
  return steps
    .filter(({ step }) => step === 'incident')
    .flatMap(({ nodes }) => nodes)
    .flatMap(({ node: { id, title }, link, deployment }) =>
      deployment
        ? [{ incident: id, deployment, title, decided: link?.decided }]
        : [],
    );
}

/** What a person says of a cause, and how that goes. */
export interface CauseDecision {
  asked?: CauseVerdict;
  /** What was said last, and what it was before. */
  done?: { verdict: CauseVerdict; before: CauseVerdict };
  /** Saving failed: nothing was changed. */
  error?: Error;
  /** It is saved, and what came of it could not be read. */
  unread?: Error;
  /** Until what came of it is shown. */
  pending: boolean;
  ask(verdict: CauseVerdict | undefined): void;
  decide(verdict: CauseVerdict, reason: string): Promise<void>;
  /** Reads again what came of it. */
  read(): Promise<void>;
}

/**
 * @param onDecided - called once it is saved, resolves when what came of it is
 *   shown
 */
export function useCauseDecision(options: {
  entityRef: CompoundEntityRef;
  cause: PossibleCause;
  onDecided(): Promise<void>;
}): CauseDecision {
  const { entityRef, cause, onDecided } = options;
  const { incident, deployment, decided } = cause;
  const traceApi = useApi(traceApiRef);
  const [asked, setAsked] = useState<CauseVerdict>();
  const [done, setDone] = useState<CauseDecision['done']>();
  const [error, setError] = useState<Error>();
  const [unread, setUnread] = useState<Error>();
  const [pending, setPending] = useState(false);

  const read = async () => {
    setPending(true);
    setUnread(undefined);
    await onDecided().catch(setUnread);
    setPending(false);
  };
  const decide = async (verdict: CauseVerdict, reason: string) => {
    setPending(true);
    setError(undefined);
    try {
      const request = { deployment, verdict, reason };
      await traceApi.decideCause(entityRef, incident, request);
    } catch (caught) {
      setError(caught as Error);
      setPending(false);
      return;
    }
    setDone({ verdict, before: decided?.verdict ?? 'withdrawn' });
    setAsked(undefined);
    await read();
  };

  return {
    asked,
    done,
    error,
    unread,
    pending,
    ask: verdict => {
      setError(undefined);
      setAsked(verdict);
    },
    decide,
    read,
  };
}
