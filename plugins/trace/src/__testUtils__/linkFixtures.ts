import {
  ChainResponse,
  LinkRequest,
  UnlinkRequest,
} from '@throughline/plugin-trace-common';

const DECIDED = { by: 'user:default/amira', at: '2026-03-02T10:00:00.000Z' };

/** A change after somebody linked a ticket to it. */
export function withTicket(
  before: ChainResponse,
  { ticket, link, reason }: LinkRequest,
): ChainResponse {
  const id = `issue:${ticket}`;
  return {
    ...before,
    chain: {
      ...before.chain,
      tickets: [...before.chain.tickets, { id, key: ticket, link }],
    },
    steps: before.steps.map(({ step, nodes }) => ({
      step,
      nodes:
        step === 'ticket'
          ? [
              ...nodes.filter(({ node }) => node.id !== id),
              {
                node: { id, kind: 'ticket', title: ticket },
                link: {
                  type: link,
                  rule: 'person',
                  text: reason,
                  confidence: 1,
                  decided: { ...DECIDED, verdict: 'linked', reason },
                },
                detail: [],
              },
            ]
          : nodes,
    })),
    unlinked: [],
  };
}

/** A change after somebody took a ticket off it. */
export function withoutTicket(
  before: ChainResponse,
  { ticket, reason }: UnlinkRequest,
): ChainResponse {
  const { tickets } = before.chain;
  const taken = tickets.find(({ key }) => key === ticket)!;
  return {
    ...before,
    chain: {
      ...before.chain,
      tickets: tickets.filter(({ key }) => key !== ticket),
    },
    steps: before.steps.map(({ step, nodes }) => ({
      step,
      nodes: nodes.filter(({ node }) => node.id !== taken.id),
    })),
    unlinked: [
      {
        ticket: taken,
        decided: { ...DECIDED, verdict: 'unlinked', reason },
      },
    ],
  };
}
