import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FLOW_COUNTS,
  FlowCount,
  FlowResponse,
} from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { RowsOf, WAYS } from '../../hooks/flowAddress';
import { weekText } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { TextTable } from './TextTable';
import { fullWeeks, weekPoints } from './weekPoints';
import shared from '../page.module.css';

/** All ways of writing together, then each. */
const COLUMNS = [undefined, ...WAYS];

/** The numbers behind the lines, newest week first, each to be opened. */
export function WeeksTable(props: {
  weeks: FlowResponse['weeks'];
  period: FlowResponse['period'];
  hrefOf(rows: RowsOf): string;
}) {
  const { weeks, period, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const full = new Set(fullWeeks(weeks, period.to));
  const words: Record<FlowCount, string> = {
    created: t('flow.weeks.opened'),
    delivered: t('flow.weeks.delivered'),
  };
  const nameOf = (count: FlowCount, way?: (typeof WAYS)[number]) =>
    way ? `${t(`flow.written.${way}`)}: ${words[count]}` : words[count];
  return (
    <TextTable
      label={t('flow.weeks.chart')}
      columns={[
        t('flow.weeks.week'),
        ...COLUMNS.flatMap(way => FLOW_COUNTS.map(count => nameOf(count, way))),
      ]}
      rows={[...weeks].reverse().map(week => {
        const start = weekText(week.start);
        const cells = COLUMNS.flatMap(way => {
          const [point] = weekPoints([week], way ? [way] : WAYS);
          return FLOW_COUNTS.map(count => {
            const number = count === 'created' ? point.opened : point.delivered;
            if (number === 0) return 0;
            return (
              <Link
                to={hrefOf({ count, week: week.start, way })}
                className={shared.opens}
                aria-label={t('flow.weeks.open', {
                  number: String(number),
                  what: nameOf(count, way),
                  week: start,
                })}
              >
                {number}
              </Link>
            );
          });
        });
        return {
          id: week.start,
          cells: [
            full.has(week) ? start : `${start} (${t('flow.weeks.notOver')})`,
            ...cells,
          ],
        };
      })}
    />
  );
}
