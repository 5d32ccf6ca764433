import { Box, VisuallyHidden } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowFigure, FlowGroup } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { numberText, useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import shared from '../page.module.css';
import table from '../table.module.css';
import styles from './groupTable.module.css';

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
  figures: FlowFigure[];
  groups: NamedGroup[];
  /** Address of what a figure of a group is made of. */
  hrefOf(figure: FlowFigure, id: string): string;
}) {
  const { label, column, figures, groups, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const largest = (figure: FlowFigure) =>
    Math.max(...groups.map(group => group[figure] ?? 0));
  return (
    <Box
      bg="neutral"
      className={table.scroll}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table className={`${table.table} ${styles.table}`} aria-label={label}>
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
                    group={group.name}
                    href={hrefOf(figure, group.id)}
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
  figure: FlowFigure;
  value: number | undefined;
  largest: number;
  /** What the group is called. */
  group: string;
  href: string;
}) {
  const { figure, value, largest, group, href } = props;
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
  const words: Record<FlowFigure, (value: number) => string> = {
    changes: numberText,
    leadTime: duration,
    reviewLatency: duration,
    failRate: percent,
    churn: percent,
  };
  const text = words[figure](value);
  const share = largest > 0 ? (value / largest) * 100 : 0;
  return (
    <>
      {figure === 'changes' && value === 0 ? (
        text
      ) : (
        <Link
          to={href}
          className={shared.opens}
          aria-label={t('flow.figureOpen', {
            value: text,
            figure: t(`flow.column.${figure}`),
            group,
          })}
        >
          {text}
        </Link>
      )}
      <span className={styles.track} aria-hidden="true">
        <span className={styles.bar} style={{ width: `${share}%` }} />
      </span>
    </>
  );
}
