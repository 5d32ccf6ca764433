import LinearProgress from '@material-ui/core/LinearProgress';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Age,
  StatusMark,
  StatusShape,
} from '@throughline/plugin-context-react';
import { HistorySummary } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import styles from './connections.module.css';

const SHAPES: Record<HistorySummary['state'], StatusShape> = {
  waiting: 'unknown',
  running: 'unknown',
  done: 'ok',
  failed: 'blocked',
};

/** How far the history of each repository is read. */
export function Histories(props: { histories: HistorySummary[] }) {
  const { t } = useTranslationRef(traceTranslationRef);
  if (props.histories.length === 0) return null;
  return (
    <div>
      <p className={styles.label}>{t('connections.histories')}</p>
      <ul className={styles.histories}>
        {props.histories.map(history => (
          <History key={history.id} history={history} />
        ))}
      </ul>
    </div>
  );
}

function History(props: { history: HistorySummary }) {
  const { repository, state, done, total, message, updatedAt } = props.history;
  const { t } = useTranslationRef(traceTranslationRef);
  const count = (value: number) => value.toLocaleString();
  const counted =
    total === undefined
      ? t('connections.history.counting', { done: count(done) })
      : t('connections.history.counted', {
          done: count(done),
          total: count(total),
        });
  const percent = total ? Math.min(100, (done / total) * 100) : undefined;
  return (
    <li>
      <div className={styles.historyHead}>
        <span>{repository}</span>
        <StatusMark shape={SHAPES[state]}>
          {t(`connections.history.${state}`)}
        </StatusMark>
      </div>
      {state === 'running' && (
        <LinearProgress
          className={styles.progress}
          aria-label={t('connections.history.label', { repository })}
          variant={percent === undefined ? 'indeterminate' : 'determinate'}
          value={percent}
        />
      )}
      <div className={styles.small}>
        {state !== 'waiting' && counted}
        {updatedAt && (
          <>
            {state !== 'waiting' && ' · '}
            <Age iso={updatedAt} ago />
          </>
        )}
      </div>
      {message && <div className={styles.reason}>{message}</div>}
    </li>
  );
}
