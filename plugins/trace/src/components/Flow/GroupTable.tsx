import { Box, VisuallyHidden } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowGroup } from '@throughline/plugin-trace-common';
import { numberText, useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import styles from './groupTable.module.css';

/** A figure of a group that can stand in a column. */
export type Figure = keyof FlowGroup;

/** A group with what it is called. */
export interface NamedGroup extends FlowGroup {
  id: string;
  name: string;
}

/**
 * Figures of groups under each other, each with a bar as long as its share of
 * the largest in its column, so that what rises together is seen together.
 */
export function GroupTable(props: {
  label: string;
  /** What the groups are, above their names. */
  column: string;
  figures: Figure[];
  groups: NamedGroup[];
}) {
  const { label, column, figures, groups } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const largest = (figure: Figure) =>
    Math.max(...groups.map(group => group[figure] ?? 0));
  return (
    <Box
      bg="neutral"
      className={styles.scroll}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{column}</th>
            {figures.map(figure => (
              <th key={figure} scope="col">
                {t(`flow.column.${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(group => (
            <tr key={group.id}>
              <th scope="row">{group.name}</th>
              {figures.map(figure => (
                <td key={figure} data-label={t(`flow.column.${figure}`)}>
                  <FigureCell
                    figure={figure}
                    value={group[figure]}
                    largest={largest(figure)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}

function FigureCell(props: {
  figure: Figure;
  value: number | undefined;
  largest: number;
}) {
  const { figure, value, largest } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { duration, percent } = useUnits();
  if (value === undefined) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <VisuallyHidden>{t('flow.metrics.noValue')}</VisuallyHidden>
      </>
    );
  }
  const words: Record<Figure, (value: number) => string> = {
    changes: numberText,
    leadTime: duration,
    reviewLatency: duration,
    failRate: percent,
    churn: percent,
  };
  const share = largest > 0 ? (value / largest) * 100 : 0;
  return (
    <>
      {words[figure](value)}
      <span className={styles.track} aria-hidden="true">
        <span className={styles.bar} style={{ width: `${share}%` }} />
      </span>
    </>
  );
}
