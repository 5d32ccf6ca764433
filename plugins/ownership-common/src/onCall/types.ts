/** Somebody as a schedule names them; who that is in the catalog is found later. */
export interface Contact {
  name?: string;
  email?: string;
  /** Where the schedule names a user of the catalog. */
  userRef?: string;
}

/** A stretch in which somebody is on call. */
export interface Shift {
  /** Milliseconds since 1970. */
  start: number;
  /** Milliseconds since 1970; from here on no longer. */
  end: number;
  /** 1 is called first. */
  level: number;
  contact: Contact;
  /** Stands in for everybody of the level meanwhile. */
  override: boolean;
}

/** A stretch of time, milliseconds since 1970, without its end. */
export interface Span {
  from: number;
  to: number;
}

/** Who is on call at one level. */
export interface LevelOnCall {
  level: number;
  /** Nobody: the schedule has a gap. */
  contacts: Contact[];
  /** When that changes; none: not within what is known of the schedule. */
  until?: number;
  /** Who it is from then on. */
  next?: Contact[];
}
