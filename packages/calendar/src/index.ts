/**
 * Calendar feeds, read as occurrences.
 *
 * @packageDocumentation
 */
export { readCalendar } from './readCalendar';
export type {
  CalendarLimits,
  CalendarPerson,
  CalendarRequest,
  Occurrence,
} from './types';
