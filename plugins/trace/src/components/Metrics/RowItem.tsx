import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityRefLink,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Age, ForgeLink, QuietTag } from '@throughline/plugin-context-react';
import { FlowRow, FlowRowsSummary } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark, useTitle } from '../Delivery/RestrictedMark';
import { useReasonText } from './useReasonText';
import styles from './rows.module.css';

/** Where the Delivery tab of a row's entity shows it. */
function useDeliveryHref(): (row: FlowRow) => string | undefined {
  const entityRoute = useRouteRef(entityRouteRef);
  return ({ entityRef, kind, id }) => {
    const page = entityRoute?.(entityRouteParams(parseEntityRef(entityRef)));
    if (!page) return undefined;
    const opened = kind === 'change' ? `?change=${encodeURIComponent(id)}` : '';
    return `${page}/delivery${opened}`;
  };
}

/** One row: what it is, whose, since when, and what it adds to the number. */
export function RowItem(props: {
  row: FlowRow;
  unit: FlowRowsSummary['unit'];
  /** Whether its time says since when it is there, not when it counted. */
  inStage: boolean;
}) {
  const { row, unit, inStage } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const href = useDeliveryHref()(row);
  const titleOf = useTitle();
  const reasonText = useReasonText();
  const title = titleOf(row);
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        {href ? (
          <Link className={styles.title} to={href}>
            {title}
          </Link>
        ) : (
          <span className={styles.title}>{title}</span>
        )}
        <div className={styles.meta}>
          {row.restricted && <RestrictedMark restriction={row.restricted} />}
          <EntityRefLink entityRef={row.entityRef} defaultKind="component" />
          <ForgeLink url={row.url}>
            {row.number === undefined
              ? t(`flow.rows.kind.${row.kind}`)
              : `#${row.number}`}
          </ForgeLink>
          <Age iso={row.at} ago={!inStage} />
          {row.excluded && (
            <QuietTag>
              {t('flow.rows.excludedTag', {
                reason: reasonText(row.excluded),
              })}
            </QuietTag>
          )}
        </div>
      </div>
      <RowValue row={row} unit={unit} />
    </li>
  );
}

function RowValue(props: { row: FlowRow; unit: FlowRowsSummary['unit'] }) {
  const { row, unit } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { duration } = useUnits();
  if (row.value === undefined || row.excluded) return null;
  if (unit === 'seconds') {
    return <span className={styles.value}>{duration(row.value)}</span>;
  }
  if (unit === 'ratio') {
    return (
      <span className={styles.value}>
        {row.value > 0 ? t('flow.rows.counts.yes') : t('flow.rows.counts.no')}
      </span>
    );
  }
  return null;
}
