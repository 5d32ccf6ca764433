import { useState } from 'react';
import { Alert, Button, SearchField } from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Age,
  StatusMark,
  StatusShape,
} from '@throughline/plugin-context-react';
import { HistorySummary } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { byUrgency, durationText, isRead } from './historyOrder';
import shared from '../page.module.css';
import styles from './connections.module.css';

/** More than this many are not all shown at once. */
const SHOWN = 10;

const SHAPES: Record<HistorySummary['state'], StatusShape> = {
  waiting: 'unknown',
  running: 'unknown',
  done: 'ok',
  failed: 'blocked',
};

/** How far the history of each repository is read. */
export function Histories(props: {
  histories: HistorySummary[];
  /** Why there may be more than are listed. */
  problem?: string;
}) {
  const { histories, problem } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  if (histories.length === 0 && !problem) return null;
  return (
    <div>
      <p className={styles.label}>{t('connections.histories')}</p>
      {problem && (
        <Alert
          className={styles.message}
          status="warning"
          icon
          title={t('connections.history.problem')}
          description={problem}
        />
      )}
      {histories.length > 0 && <HistoryList histories={histories} />}
    </div>
  );
}

function HistoryList(props: { histories: HistorySummary[] }) {
  const { histories } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const many = histories.length > SHOWN;
  const wanted = search.trim().toLocaleLowerCase();
  const found = [...histories]
    .sort(byUrgency)
    .filter(({ repository }) =>
      repository.toLocaleLowerCase().includes(wanted),
    );
  const shown = all ? found : found.slice(0, SHOWN);
  return (
    <>
      {many && (
        <>
          <div className={styles.historiesHead} role="status">
            {t('connections.history.sum', {
              done: histories.filter(isRead).length.toLocaleString(),
              total: histories.length.toLocaleString(),
            })}
          </div>
          <SearchField
            className={styles.message}
            size="small"
            aria-label={t('connections.history.search')}
            placeholder={t('connections.history.searchPlaceholder')}
            value={search}
            onChange={setSearch}
          />
        </>
      )}
      {found.length === 0 && (
        <p className={shared.small}>{t('connections.history.noMatch')}</p>
      )}
      <ul className={styles.histories}>
        {shown.map(history => (
          <History key={history.id} history={history} />
        ))}
      </ul>
      {found.length > SHOWN && (
        <Button size="small" variant="tertiary" onPress={() => setAll(!all)}>
          {all
            ? t('connections.history.showFewer')
            : t('connections.history.showAll', {
                number: found.length.toLocaleString(),
              })}
        </Button>
      )}
    </>
  );
}

function History(props: { history: HistorySummary }) {
  const { repository, state, done, total, message, notes = [] } = props.history;
  const { t } = useTranslationRef(traceTranslationRef);
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
      <Counts history={props.history} />
      {message && <div className={styles.reason}>{message}</div>}
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** How much is read, what was new, how long it goes on, and as of when. */
function Counts(props: { history: HistorySummary }) {
  const { state, done, total, newFacts, remainingSeconds, updatedAt } =
    props.history;
  const { t } = useTranslationRef(traceTranslationRef);
  const parts = [
    state !== 'waiting' &&
      (total === undefined
        ? t('connections.history.counting', { done: done.toLocaleString() })
        : t('connections.history.counted', {
            done: done.toLocaleString(),
            total: total.toLocaleString(),
          })),
    newFacts > 0 && t('connections.history.newFacts', { count: newFacts }),
    state === 'running' &&
      remainingSeconds !== undefined &&
      t('connections.history.remaining', {
        duration: durationText(remainingSeconds),
      }),
  ].filter(Boolean);
  return (
    <div className={shared.small}>
      {parts.join(' · ')}
      {updatedAt && (
        <>
          {parts.length > 0 && ' · '}
          <Age iso={updatedAt} ago />
        </>
      )}
    </div>
  );
}
