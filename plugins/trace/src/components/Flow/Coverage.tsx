import { Box, Skeleton } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { LoadFailed, StatusMark } from '@throughline/plugin-context-react';
import {
  CoverageLine,
  CoverageResponse,
} from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { useCoverage } from '../../hooks/useFlow';
import { RowsOf } from '../../hooks/flowAddress';
import { useUnits } from '../../hooks/useUnits';
import { traceTranslationRef } from '../../translation';
import { useReasonText } from '../Metrics/useReasonText';
import { Why } from './Why';
import shared from '../page.module.css';
import table from '../table.module.css';
import styles from './coverage.module.css';

/** How many chains are whole, and what the others lack, each with its list. */
export function Coverage(props: {
  coverage: ReturnType<typeof useCoverage>;
  hrefOf(rows: RowsOf): string;
}) {
  const { value, error, retry } = props.coverage;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <section>
      <div className={styles.head}>
        <h3>{t('flow.coverage.title')}</h3>
        <Why what={t('flow.coverage.what')}>
          <p>{t('flow.coverage.rule')}</p>
        </Why>
      </div>
      {error && <LoadFailed error={error} onRetry={retry} />}
      {!value && !error && (
        <div role="status" aria-label={t('flow.coverage.loading')}>
          <Skeleton width="100%" height={160} />
        </div>
      )}
      {value &&
        (value.deployed === 0 ? (
          <p className={shared.quiet}>{t('flow.coverage.none')}</p>
        ) : (
          <CoverageFacts coverage={value} hrefOf={props.hrefOf} />
        ))}
    </section>
  );
}

function CoverageFacts(props: {
  coverage: CoverageResponse;
  hrefOf(rows: RowsOf): string;
}) {
  const { coverage, hrefOf } = props;
  const { deployed, whole, excused, entities, teams } = coverage;
  const { t } = useTranslationRef(traceTranslationRef);
  const { percent } = useUnits();
  const reasonText = useReasonText();
  return (
    <div className={styles.columns}>
      <Box bg="neutral" className={styles.card}>
        <p className={styles.sentence}>
          {t('flow.coverage.sentence', {
            percent: percent(whole / deployed),
            whole: String(whole),
            deployed: String(deployed),
          })}
        </p>
        <Gaps gaps={coverage.gaps} hrefOf={hrefOf} />
        {excused.length > 0 && (
          <p className={shared.small}>
            {t('flow.coverage.excused', {
              list: excused
                .map(({ reason, count }) => `${count} ${reasonText(reason)}`)
                .join(', '),
            })}
          </p>
        )}
      </Box>
      <Lines
        lines={teams}
        label={t('flow.coverage.teamsLabel')}
        column={t('flow.coverage.column.team')}
      />
      <Lines
        lines={entities}
        label={t('flow.coverage.label')}
        column={t('flow.coverage.column.entity')}
      />
    </div>
  );
}

function Gaps(props: {
  gaps: CoverageResponse['gaps'];
  hrefOf(rows: RowsOf): string;
}) {
  const { gaps, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const reasonText = useReasonText();
  if (gaps.length === 0) {
    return <StatusMark shape="ok">{t('flow.coverage.gapNone')}</StatusMark>;
  }
  return (
    <>
      <h4>{t('flow.coverage.gaps')}</h4>
      <ul className={styles.gaps}>
        {gaps.map(({ reason, count }) => (
          <li key={reason}>
            <StatusMark shape="attention">{reasonText(reason)}</StatusMark>
            <Link
              to={hrefOf({ gap: reason })}
              aria-label={t('flow.coverage.gapOpen', {
                reason: reasonText(reason),
                number: String(count),
              })}
            >
              {`${count} ${t('flow.coverage.fix')}`}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Lines(props: {
  lines: CoverageLine[];
  label: string;
  column: string;
}) {
  const { lines, label, column } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { percent } = useUnits();
  const listed = lines.filter(({ deployed }) => deployed > 0);
  if (listed.length === 0) return null;
  return (
    <Box
      bg="neutral"
      className={`${table.scroll} ${styles.tableBox}`}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table className={`${table.table} ${styles.table}`} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{column}</th>
            <th scope="col">{t('flow.coverage.column.whole')}</th>
            <th scope="col">{t('flow.coverage.column.of')}</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(line => (
            <tr key={line.ref}>
              <th scope="row">
                <EntityRefLink entityRef={line.ref} hideIcon />
              </th>
              <td>{percent(line.whole / line.deployed)}</td>
              <td>{line.deployed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
