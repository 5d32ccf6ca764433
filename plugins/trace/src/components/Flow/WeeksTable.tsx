import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowResponse } from '@throughline/plugin-trace-common';
import { WAYS } from '../../hooks/flowAddress';
import { weekText } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { TextTable } from './TextTable';
import { fullWeeks, weekPoints } from './weekPoints';

/** The numbers behind the lines, newest week first. */
export function WeeksTable(props: {
  weeks: FlowResponse['weeks'];
  period: FlowResponse['period'];
}) {
  const { weeks, period } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const full = new Set(fullWeeks(weeks, period.to));
  const opened = t('flow.weeks.opened');
  const delivered = t('flow.weeks.delivered');
  return (
    <TextTable
      label={t('flow.weeks.chart')}
      columns={[
        t('flow.weeks.week'),
        opened,
        delivered,
        ...WAYS.flatMap(way => [
          `${t(`flow.written.${way}`)}: ${opened}`,
          `${t(`flow.written.${way}`)}: ${delivered}`,
        ]),
      ]}
      rows={[...weeks].reverse().map(week => {
        const [all, ...byWay] = [WAYS, ...WAYS.map(way => [way])].map(
          ways => weekPoints([week], ways)[0],
        );
        const start = weekText(week.start);
        return {
          id: week.start,
          cells: [
            full.has(week) ? start : `${start} (${t('flow.weeks.notOver')})`,
            ...[all, ...byWay].flatMap(point => [
              String(point.opened),
              String(point.delivered),
            ]),
          ],
        };
      })}
    />
  );
}
