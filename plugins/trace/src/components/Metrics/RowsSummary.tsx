import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowRowsSummary } from '@throughline/plugin-trace-common';
import { useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { useReasonText } from './useReasonText';
import styles from './rows.module.css';

/** What the rows come to, of how many, and how many are left out and why. */
export function RowsSummary(props: { summary: FlowRowsSummary }) {
  const { unit, counted, numerator, value, excluded } = props.summary;
  const { t } = useTranslationRef(traceTranslationRef);
  const units = useUnits();
  const reasonText = useReasonText();
  return (
    <dl className={styles.summary}>
      {value !== undefined && unit !== 'changes' && (
        <div>
          <dt>{t('flow.rows.comesTo')}</dt>
          <dd>{units.metric(unit, value)}</dd>
        </div>
      )}
      <div>
        <dt>{t('flow.rows.made')}</dt>
        <dd>
          {numerator === undefined
            ? t('flow.metrics.rows', { count: counted })
            : t('flow.metrics.ofRows', {
                numerator: String(numerator),
                denominator: String(counted),
              })}
        </dd>
      </div>
      {excluded.length > 0 && (
        <div>
          <dt>{t('flow.rows.leftOut')}</dt>
          <dd>
            {excluded
              .map(({ reason, count }) =>
                t('flow.metrics.excluded', {
                  number: String(count),
                  reason: reasonText(reason),
                }),
              )
              .join(', ')}
          </dd>
        </div>
      )}
    </dl>
  );
}
