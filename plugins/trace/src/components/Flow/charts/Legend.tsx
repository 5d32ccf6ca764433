import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useId } from 'react';
import { traceTranslationRef } from '../../../translation';
import styles from './legend.module.css';

/** What the lines and the hatching of {@link WeeksChart} stand for. */
export function Legend() {
  const { t } = useTranslationRef(traceTranslationRef);
  const hatch = useId();
  return (
    <ul className={styles.legend}>
      <li>
        <svg viewBox="0 0 24 10" aria-hidden="true">
          <path
            d="M0 5h24"
            stroke="currentColor"
            strokeWidth="2"
            strokeDasharray="5 3"
          />
        </svg>
        {t('flow.weeks.opened')}
      </li>
      <li>
        <svg viewBox="0 0 24 10" aria-hidden="true">
          <path
            d="M0 5h24"
            stroke="var(--throughline-focus)"
            strokeWidth="2.5"
          />
        </svg>
        {t('flow.weeks.delivered')}
      </li>
      <li>
        <svg viewBox="0 0 24 10" aria-hidden="true">
          <defs>
            <pattern
              id={hatch}
              width="6"
              height="6"
              patternTransform="rotate(-45)"
              patternUnits="userSpaceOnUse"
            >
              <line
                y2="6"
                stroke="var(--throughline-fg-attention)"
                strokeWidth="3"
              />
            </pattern>
          </defs>
          <rect width="24" height="10" fill={`url(#${hatch})`} />
        </svg>
        {t('flow.weeks.gap')}
      </li>
    </ul>
  );
}
