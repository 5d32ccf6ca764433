import { useMemo } from 'react';
import { VisuallyHidden } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  isNotAllowed,
  isNotFound,
  LoadFailed,
  NowProvider,
  useRepeat,
} from '@throughline/plugin-context-react';
import { FlowResponse } from '@throughline/plugin-trace-common';
import { FlowFilter, RowsOf } from '../../hooks/flowAddress';
import { useCoverage, useFlow } from '../../hooks/useFlow';
import { useFlowAddress } from '../../hooks/useFlowAddress';
import { traceTranslationRef } from '../../translation';
import { Metrics } from '../Metrics';
import { RowsDrawer } from '../Metrics/RowsDrawer';
import { Coding } from './Coding';
import { Coverage } from './Coverage';
import { FlowBar } from './FlowBar';
import { Absent, Denied, Empty } from './FlowEmpty';
import { FlowSkeleton } from './FlowSkeleton';
import { Sentence } from './Sentence';
import { SizesTable } from './SizesTable';
import { Stages } from './Stages';
import { isEmpty } from './verdict';
import { WaysTable } from './WaysTable';
import { Weeks } from './Weeks';
import shared from '../page.module.css';
import styles from './flow.module.css';

/** How often to look again while deliveries are on their way, in milliseconds. */
const REFRESH_EVERY = 30_000;

/**
 * Where work piles up, in all that the reader may see or in what the address
 * names. On an entity's page the scope is that entity.
 */
export function FlowContent(props: { entityRef?: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { filter: asked, change, rows, hrefOf, close } = useFlowAddress();
  const filter = useMemo<FlowFilter>(
    () => (entityRef ? { ...asked, scope: entityRef } : asked),
    [asked, entityRef],
  );
  const flow = useFlow(filter);
  const coverage = useCoverage(filter);
  const { value, error, loading, retry } = flow;
  const refresh = () => {
    retry();
    coverage.retry();
  };
  useRepeat(retry, REFRESH_EVERY, (value?.pending ?? 0) > 0);

  if (error && isNotAllowed(error)) return <Denied />;
  return (
    <NowProvider>
      <div className={`${shared.content} ${styles.flow}`}>
        {entityRef && (
          <VisuallyHidden>
            <h3>{t('flow.heading')}</h3>
          </VisuallyHidden>
        )}
        <FlowBar
          filter={filter}
          pickScope={!entityRef}
          flow={value}
          coverage={coverage.value}
          refreshing={loading || coverage.loading}
          onChange={change}
          onRefresh={refresh}
        />
        {error && isNotFound(error) && (
          <Absent onClear={() => change({ scope: undefined })} />
        )}
        {error && !isNotFound(error) && (
          <LoadFailed error={error} onRetry={refresh} />
        )}
        {!value && !error && <FlowSkeleton />}
        {value && (
          <div
            className={`${styles.sections} ${loading ? styles.stale : ''}`}
            aria-busy={loading}
          >
            {isEmpty(value) ? (
              <Empty flow={value} filter={filter} onChange={change} />
            ) : (
              <>
                <FlowSections flow={value} hrefOf={hrefOf} />
                <Coverage coverage={coverage} hrefOf={hrefOf} />
              </>
            )}
          </div>
        )}
        <RowsDrawer
          rows={rows}
          filter={filter}
          period={value?.period}
          onClose={close}
        />
      </div>
    </NowProvider>
  );
}

function FlowSections(props: {
  flow: FlowResponse;
  hrefOf(rows: RowsOf): string;
}) {
  const { flow, hrefOf } = props;
  return (
    <>
      <Sentence flow={flow} hrefOf={hrefOf} />
      <Stages flow={flow} hrefOf={hrefOf} />
      <Weeks weeks={flow.weeks} period={flow.period} hrefOf={hrefOf} />
      <Coding coding={flow.coding} />
      <div className={styles.pair}>
        <SizesTable sizes={flow.sizes} hrefOf={hrefOf} />
        <WaysTable written={flow.written} hrefOf={hrefOf} />
      </div>
      <Metrics flow={flow} hrefOf={hrefOf} />
    </>
  );
}
