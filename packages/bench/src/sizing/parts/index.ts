import { Assumptions } from '../assumptions';
import { Measured } from '../measured';
import { sizingFor } from '../sizing';
import { assumptionsTable, sensitivityTable } from './assumed';
import {
  checkTable,
  costsTable,
  deliveriesTable,
  growthTable,
  originTable,
} from './evidence';
import { answerTable, apiTable, databaseTable } from './results';

/** The parts of docs/sizing.md that are computed, by name. */
export function partsOf(
  developers: number[],
  assumed: Assumptions,
  measured: Measured,
): Record<string, string> {
  const sizings = developers.map(count => sizingFor(count, assumed, measured));
  return {
    answer: answerTable(sizings),
    database: databaseTable(sizings),
    api: apiTable(sizings),
    deliveries: deliveriesTable(assumed, measured),
    costs: costsTable(measured),
    origin: originTable(measured),
    growth: growthTable(measured),
    check: checkTable(assumed, measured),
    sensitivity: sensitivityTable(assumed, measured),
    assumptions: assumptionsTable(assumed),
  };
}
