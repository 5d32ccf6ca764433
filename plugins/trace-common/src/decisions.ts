import { JsonObject } from '@backstage/types';
import { DecisionAttributes, EdgeType } from './nodes';

/** The edges from a change to a ticket, the strongest first. */
export const TICKET_LINKS = ['closes', 'implements', 'mentions'] as const;

/** One of {@link TICKET_LINKS}. */
export type TicketLink = (typeof TICKET_LINKS)[number];

/** How long the reason for a decision is at most, in characters. */
export const MAX_REASON = 500;

/** What a person decided about a link, as a reader may see it. */
export interface LinkDecision {
  verdict: DecisionAttributes['verdict'];
  /** The entity ref of who decided. */
  by: string;
  /** Missing where the words of the change or ticket are hidden. */
  reason?: string;
  /** ISO 8601. */
  at: string;
}

/**
 * `POST …/chains/:id/links`. It says what the ticket is to the change, and that
 * it is nothing else to it.
 */
export interface LinkRequest {
  /** `PAY-812`, `#12`, `owner/name#12` or the address of a ticket. */
  ticket: string;
  link: TicketLink;
  /** 1 to {@link MAX_REASON} characters. */
  reason: string;
}

/** `POST …/chains/:id/unlinks`. The ticket is nothing to the change. */
export type UnlinkRequest = Omit<LinkRequest, 'link'>;

/**
 * What people say of a cause. `linked`: it caused the incident; `unlinked`: it
 * did not; `withdrawn`: what was said of it goes no more, and rules are asked
 * again.
 */
export const CAUSE_VERDICTS = ['linked', 'unlinked', 'withdrawn'] as const;

/** One of {@link CAUSE_VERDICTS}. */
export type CauseVerdict = (typeof CAUSE_VERDICTS)[number];

/** `POST /entities/:kind/:namespace/:name/incidents/:id/causes` */
export interface CauseRequest {
  /** Node key of the deployment. */
  deployment: string;
  verdict: CauseVerdict;
  /** 1 to {@link MAX_REASON} characters. */
  reason: string;
}

/** The answer to a {@link CauseRequest}. */
export interface CauseResponse extends Omit<LinkDecision, 'verdict'> {
  verdict: CauseVerdict;
  /** Node key of the incident. */
  incident: string;
  deployment: string;
}

/** The register that holds a decision about an edge. */
export function decisionRegister(type: EdgeType, to: string): string {
  return `decided:${type}:${to}`;
}

/** A decision and the edge it is about. */
export interface Decision extends DecisionAttributes {
  type: EdgeType;
  /** Node key of the edge's end. */
  to: string;
}

const REGISTER = /^decided:(\w+):(.+)$/s;

/**
 * What people decided about edges that start at a subject, in a fixed order; not
 * what they took back.
 */
export function decisionsOf(state: JsonObject): Decision[] {
  return Object.keys(state)
    .sort()
    .flatMap(name => {
      const match = REGISTER.exec(name);
      const value = state[name] as unknown as
        | (Omit<DecisionAttributes, 'verdict'> & { verdict: CauseVerdict })
        | null;
      return match && value && value.verdict !== 'withdrawn'
        ? [
            {
              ...value,
              verdict: value.verdict,
              type: match[1] as EdgeType,
              to: match[2],
            },
          ]
        : [];
    });
}
