import { useState } from 'react';
import {
  CompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  ChainResponse,
  TicketLink,
  traceLinkPermission,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';

/** What is being asked of the person. */
export interface AskedLink {
  /** Without a ticket, which one is asked as well. */
  ticket?: string;
  /** `undefined`: it is to be taken off. */
  link?: TicketLink;
}

/** What was done last, to be said and to be undone. */
export interface DoneLink {
  ticket: string;
  /** What the ticket was; missing when it was linked. */
  was?: TicketLink;
}

/** Linking tickets to a change, as far as the person may. */
export interface TicketLinks {
  /** False also while it is not known. */
  allowed: boolean;
  /** True when it is known that the person may not. */
  denied: boolean;
  asked?: AskedLink;
  done?: DoneLink;
  error?: Error;
  pending: boolean;
  ask(asked: AskedLink | undefined): void;
  link(ticket: string, link: TicketLink, reason: string): Promise<void>;
  unlink(ticket: string, was: TicketLink, reason: string): Promise<void>;
}

/**
 * The links of a change and what a person does about them.
 *
 * @param onDecided - called with the change as it is then
 */
export function useTicketLinks(options: {
  entityRef: CompoundEntityRef;
  changeId: string;
  onDecided(response: ChainResponse): void;
}): TicketLinks {
  const { entityRef, changeId, onDecided } = options;
  const traceApi = useApi(traceApiRef);
  const { allowed, loading } = usePermission({
    permission: traceLinkPermission,
    resourceRef: stringifyEntityRef(entityRef),
  });
  const [asked, setAsked] = useState<AskedLink>();
  const [done, setDone] = useState<DoneLink>();
  const [error, setError] = useState<Error>();
  const [pending, setPending] = useState(false);

  const decide = async (
    change: () => Promise<ChainResponse>,
    now: DoneLink,
  ) => {
    setPending(true);
    setError(undefined);
    try {
      onDecided(await change());
      setDone(now);
      setAsked(undefined);
    } catch (caught) {
      setError(caught as Error);
    } finally {
      setPending(false);
    }
  };

  return {
    allowed,
    denied: !allowed && !loading,
    asked,
    done,
    error,
    pending,
    ask: next => {
      setError(undefined);
      setAsked(next);
    },
    link: (ticket, link, reason) =>
      decide(
        () =>
          traceApi.linkTicket(entityRef, changeId, { ticket, link, reason }),
        { ticket },
      ),
    unlink: (ticket, was, reason) =>
      decide(
        () => traceApi.unlinkTicket(entityRef, changeId, { ticket, reason }),
        { ticket, was },
      ),
  };
}
