import { Restriction } from './api';
import { ExceptionAttributes, FindingAttributes, Severity } from './nodes';

/**
 * Where a finding is. `excepted`: people live with it until a day; `expired`:
 * that day is over, and it is still there.
 */
export const FINDING_STATES = [
  'open',
  'excepted',
  'expired',
  'closed',
] as const;

/** One of {@link FINDING_STATES}. */
export type FindingState = (typeof FINDING_STATES)[number];

/** How long an exception is at the most, in days. */
export const MAX_EXCEPTION_DAYS = 366;

/** A weakness of an entity. */
export interface FindingSummary
  extends Pick<
    FindingAttributes,
    'subtype' | 'tool' | 'severity' | 'dismissedReason'
  > {
  /** Node key. */
  id: string;
  title: string;
  /** Missing, as all below that says more, where the reader may not see it. */
  rule?: string;
  url?: string;
  path?: string;
  line?: number;
  dependency?: string;
  state: FindingState;
  /** ISO 8601: when it was first there. */
  openedAt: string;
  /** ISO 8601. */
  closedAt?: string;
  closedBecause?: 'fixed' | 'dismissed';
  exception?: Omit<ExceptionAttributes, 'reason'> & { reason?: string };
  restricted?: Restriction;
}

/** `GET /entities/:kind/:namespace/:name/findings` */
export interface FindingsResponse {
  /** The worst first; of equal severity, the oldest first. */
  items: FindingSummary[];
  /** Pass as `cursor` for the next page; missing on the last one. */
  nextCursor?: string;
  /** How many there are of each state; those expired are open, too. */
  counts: Record<FindingState, number>;
  /** Whether the reader may accept findings of the entity for a while. */
  mayExcept: boolean;
}

/** Findings that came and went in a week that begins on Monday, UTC. */
export interface FindingsWeek {
  /** ISO 8601 date of its Monday. */
  start: string;
  arrived: number;
  closed: number;
}

/** `GET /entities/:kind/:namespace/:name/findings/weeks` */
export interface FindingsWeeksResponse {
  /** ISO 8601: the period; `to` is not in it. */
  from: string;
  to: string;
  weeks: FindingsWeek[];
}

/** `POST /findings/:id/exceptions` */
export interface ExceptionRequest {
  /** 1 to 500 characters. */
  reason: string;
  /** A day, e.g. `2026-12-31`, at whose end it ends; at most a year ahead. */
  until: string;
}

/**
 * New findings of a change's last commit: those that the default branch does
 * not have.
 */
export interface SecuritySummary {
  /** Without an exception. */
  open: number;
  excepted: number;
  /** Of the open ones, the worst. */
  highest?: Severity;
  /** Which scanners say so. */
  tools: string[];
  /** Whether they hold the change up, as `trace.security.blockFrom` says. */
  blocking: boolean;
  /** ISO 8601: when that was last said. */
  at: string;
}
