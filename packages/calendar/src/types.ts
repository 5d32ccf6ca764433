/** Somebody whom an event names. */
export interface CalendarPerson {
  name?: string;
  email?: string;
}

/** An event as it takes place once. */
export interface Occurrence {
  uid: string;
  /** Milliseconds since 1970. */
  start: number;
  /** Milliseconds since 1970, not before `start`; then it is over. */
  end: number;
  /** From midnight to midnight, on the clocks of the zone that was asked for. */
  allDay: boolean;
  title: string;
  /** Those who were invited and have not declined. */
  attendees: CalendarPerson[];
  organizer?: CalendarPerson;
}

/** What is read, and how much of it. */
export interface CalendarRequest {
  /** Occurrences that overlap this stretch, milliseconds since 1970. */
  window: { from: number; to: number };
  /**
   * IANA name of the zone whose days whole days are, and whose clocks times
   * without a zone are on.
   */
  timeZone: string;
  limits?: Partial<CalendarLimits>;
}

/** Beyond these a feed is refused. */
export interface CalendarLimits {
  /** Characters. Default: 5 million. */
  length: number;
  /** Default: 10,000. */
  events: number;
  /** In the window. Default: 10,000. */
  occurrences: number;
}
