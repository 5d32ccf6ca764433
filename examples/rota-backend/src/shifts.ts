import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Somebody's time on call for an entity. */
export interface Shift {
  entityRef: string;
  person: string;
  /** ISO 8601 */
  until: string;
}

/** @throws InputError when the end of a shift is not a time */
export function readShifts(config: Config): Shift[] {
  const shifts = config.getOptionalConfigArray('rota.shifts') ?? [];
  return shifts.map((shift, index) => {
    const until = shift.getString('until');
    if (Number.isNaN(Date.parse(until))) {
      throw new InputError(
        `rota.shifts[${index}].until must be a time like 2026-01-31T08:00:00Z, got ${until}`,
      );
    }
    return {
      entityRef: shift.getString('entityRef').toLowerCase(),
      person: shift.getString('person').toLowerCase(),
      until: new Date(until).toISOString(),
    };
  });
}
