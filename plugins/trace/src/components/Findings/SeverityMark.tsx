import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Severity } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import styles from './findings.module.css';

/** Shapes differ, so that nobody has to tell colours apart. */
const SHAPES: Record<Severity, string> = {
  critical: '▲▲',
  high: '▲',
  medium: '◆',
  low: '●',
  note: '○',
};

/** How bad a finding is, as a word and a shape. */
export function SeverityMark(props: { severity: Severity }) {
  const { severity } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <span className={styles.severity}>
      <span aria-hidden="true">{SHAPES[severity]}</span>{' '}
      {t(`findings.severity.${severity}`)}
    </span>
  );
}
