import { toInstant } from '@throughline/plugin-trace-common';

const PLAIN = /^\d{1,15}(?:\.\d*)?(?:e[+-]?\d{1,2})?$/i;
const GROUPED = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/;
const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)$/;
const WITH_ZONE = /(?:Z|[+-]\d\d:?\d\d|\b(?:GMT|UTC)(?:[+-]\d{1,4})?)$/i;
const EARLIEST = '2000-01-01';

/**
 * A `time` attribute: seconds, in some locales with grouped thousands.
 *
 * @returns undefined when it is no duration
 */
export function parseSeconds(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (PLAIN.test(trimmed)) return Number(trimmed);
  return GROUPED.test(trimmed)
    ? Number(trimmed.replaceAll(',', ''))
    : undefined;
}

/**
 * A `timestamp` attribute. One without a zone counts as UTC, so that it means
 * the same wherever it is read.
 *
 * @returns undefined when it is no time, or one before there was JUnit XML
 */
export function parseTimestamp(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  const [, day, time] = WITHOUT_ZONE.exec(trimmed) ?? [];
  if (!day && !WITH_ZONE.test(trimmed)) return undefined;
  const instant = toInstant(
    day ? `${day}T${time.replace(',', '.')}Z` : trimmed,
  );
  return instant && instant >= EARLIEST && instant.length === 24
    ? instant
    : undefined;
}
