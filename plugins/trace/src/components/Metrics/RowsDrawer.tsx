import { useCallback, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  BgProvider,
  Button,
  ButtonIcon,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import Drawer from '@material-ui/core/Drawer';
import { RiCloseLine } from '@remixicon/react';
import {
  Invitation,
  LoadFailed,
  Page,
  usePages,
} from '@throughline/plugin-context-react';
import {
  FlowResponse,
  FlowRow,
  FlowRowsResponse,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';
import {
  FlowFilter,
  flowQuery,
  formatRows,
  RowsOf,
} from '../../hooks/flowAddress';
import { traceTranslationRef } from '../../translation';
import { RowItem } from './RowItem';
import { RowsSummary } from './RowsSummary';
import { useRowsTitle } from './useRowsTitle';
import drawer from '../ChainDrawer/drawer.module.css';
import styles from './rows.module.css';

const PAGE_SIZE = 25;
const TITLE_ID = 'trace-rows-title';

interface RowsProps {
  filter: FlowFilter;
  /** The period of the numbers that the rows are to add up to. */
  period?: FlowResponse['period'];
  onClose(): void;
}

/**
 * What a number is made of, in a drawer beside it; on a phone it fills the
 * screen. Escape and the backdrop close it.
 */
export function RowsDrawer(props: RowsProps & { rows?: RowsOf }) {
  const { rows, onClose } = props;
  // What slides out must not change while it does.
  const shown = useRef(rows);
  shown.current = rows ?? shown.current;
  return (
    <Drawer
      anchor="right"
      open={rows !== undefined}
      onClose={onClose}
      PaperProps={{
        className: `${drawer.paper} ${styles.paper}`,
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': TITLE_ID,
      }}
    >
      {shown.current && (
        <BgProvider bg="neutral-1">
          <Rows
            {...props}
            key={formatRows(shown.current)}
            rows={shown.current}
          />
        </BgProvider>
      )}
    </Drawer>
  );
}

/** A change can be in several entities, so its own id is not enough. */
interface Listed {
  id: string;
  row: FlowRow;
}

type RowsPage = Page<Listed> & Pick<FlowRowsResponse, 'summary'>;

function useRows(props: RowsProps & { rows: RowsOf }) {
  const { rows, filter, period } = props;
  const { metric, excluded, stage, gap, count, week, figure, way, size } = rows;
  const { scope, days, environment, written } = filter;
  const traceApi = useApi(traceApiRef);
  const from = period?.from;
  const to = period?.to;
  const read = useCallback(
    async (cursor?: string): Promise<RowsPage> => {
      const { items, nextCursor, summary } = await traceApi.getFlowRows({
        ...flowQuery({ scope, days, environment, written }),
        ...(from && { from, to }),
        ...{ metric, excluded, stage, gap, count, week, figure, way, size },
        limit: PAGE_SIZE,
        cursor,
      });
      return {
        items: items.map(row => ({ id: `${row.entityRef} ${row.id}`, row })),
        nextCursor,
        summary,
      };
    },
    [
      traceApi,
      scope,
      days,
      environment,
      written,
      from,
      to,
      metric,
      excluded,
      stage,
      gap,
      count,
      week,
      figure,
      way,
      size,
    ],
  );
  return usePages<Listed, RowsPage>(read);
}

function Rows(props: RowsProps & { rows: RowsOf }) {
  const { rows, onClose } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const title = useRowsTitle(rows);
  const pages = useRows(props);
  const { value, error, loading } = pages;
  return (
    <>
      <header className={drawer.head}>
        <div className={drawer.headText}>
          <h2 id={TITLE_ID} className={drawer.title}>
            {title}
          </h2>
        </div>
        <ButtonIcon
          variant="tertiary"
          aria-label={t('flow.rows.close')}
          icon={<RiCloseLine />}
          onPress={onClose}
        />
      </header>
      <div className={drawer.body}>
        <VisuallyHidden role="status">
          {value ? t('flow.rows.shown', { count: value.items.length }) : ''}
        </VisuallyHidden>
        {loading && (
          <div role="status" aria-label={t('flow.rows.loading')}>
            <Skeleton width="100%" height={240} />
          </div>
        )}
        {error && <LoadFailed error={error} onRetry={pages.refresh} />}
        {value && value.items.length > 0 && (
          <RowsSummary summary={value.summary} />
        )}
        {value?.items.length === 0 && (
          <Invitation
            title={t('flow.rows.none.title')}
            text={t('flow.rows.none.text')}
          />
        )}
        {value && value.items.length > 0 && (
          <ul className={styles.rows} aria-label={title}>
            {value.items.map(({ id, row }) => (
              <RowItem
                key={id}
                row={row}
                unit={value.summary.unit}
                inStage={rows.stage !== undefined}
              />
            ))}
          </ul>
        )}
        {pages.moreError && (
          <LoadFailed
            error={pages.moreError}
            title={t('delivery.moreFailed')}
            onRetry={pages.loadMore}
          />
        )}
        {value?.nextCursor && !pages.moreError && (
          <Button
            variant="secondary"
            isPending={pages.loadingMore}
            onPress={pages.loadMore}
          >
            {pages.loadingMore
              ? t('delivery.loadingMore')
              : t('delivery.loadMore')}
          </Button>
        )}
      </div>
    </>
  );
}
