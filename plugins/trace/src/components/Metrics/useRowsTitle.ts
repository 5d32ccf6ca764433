import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RowsOf } from '../../hooks/flowAddress';
import { weekText } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { useSizeName } from '../Flow/useSizeName';
import { useReasonText } from './useReasonText';

/** What opened rows are of, in words. */
export function useRowsTitle(rows: RowsOf): string {
  const { metric, excluded, stage, gap, count, week, figure, way, size } = rows;
  const { t } = useTranslationRef(traceTranslationRef);
  const reasonText = useReasonText();
  const sizeName = useSizeName();
  const written = way && t(`flow.written.${way}`);
  if (stage) {
    const name = t(`flow.stage.${stage}`);
    return excluded
      ? t('flow.rows.stageLeftOut', {
          stage: name,
          reason: reasonText(excluded),
        })
      : t('flow.rows.stage', { stage: name });
  }
  if (gap) return t('flow.rows.gap', { reason: reasonText(gap) });
  if (count) {
    const what = t(`flow.rows.${count}`);
    const when = week
      ? t('flow.rows.ofWeek', { what, week: weekText(week) })
      : t('flow.rows.ofWeeks', { what });
    return written ? t('flow.rows.ofWay', { what: when, way: written }) : when;
  }
  if (figure) {
    const lines = size === undefined ? '' : sizeName(size);
    return t('flow.rows.figure', {
      figure: t(`flow.column.${figure}`),
      group: written ?? t('flow.rows.lines', { lines }),
    });
  }
  if (!metric) return t('flow.rows.label');
  const name = t(`flow.metric.${metric}`);
  return excluded
    ? t('flow.rows.excluded', { metric: name, reason: reasonText(excluded) })
    : t('flow.rows.metric', { metric: name });
}
