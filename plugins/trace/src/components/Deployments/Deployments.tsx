import { useCallback, useState } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box, Button, Skeleton } from '@backstage/ui';
import {
  Invitation,
  LoadFailed,
  usePages,
} from '@throughline/plugin-context-react';
import {
  DeploymentsResponse,
  DeploymentSummary,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { DeploymentItem } from './DeploymentItem';
import folded from '../foldedList.module.css';

const PAGE_SIZE = 10;
const SKELETONS = [0, 1, 2];

const deployedAt = ({ at }: DeploymentSummary) => at;

/** The deployments of an entity, which are read when somebody wants them. */
export function Deployments(props: {
  entityRef: CompoundEntityRef;
  /** Address of a change's drawer. */
  hrefOf(id: string): string;
}) {
  const { t } = useTranslationRef(traceTranslationRef);
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={folded.section}
      onToggle={event => setOpened(event.currentTarget.open)}
    >
      <summary className={folded.summary}>
        <h3 className={folded.title}>{t('deployments.title')}</h3>
        <span className={folded.quiet}>{t('deployments.intro')}</span>
      </summary>
      {opened && <DeploymentList {...props} />}
    </details>
  );
}

function DeploymentList(props: {
  entityRef: CompoundEntityRef;
  hrefOf(id: string): string;
}) {
  const { hrefOf } = props;
  const { kind, namespace, name } = props.entityRef;
  const { t } = useTranslationRef(traceTranslationRef);
  const traceApi = useApi(traceApiRef);
  const read = useCallback(
    (cursor?: string) =>
      traceApi.getDeployments(
        { kind, namespace, name },
        { limit: PAGE_SIZE, cursor },
      ),
    [traceApi, kind, namespace, name],
  );
  const pages = usePages<DeploymentSummary, DeploymentsResponse>(
    read,
    deployedAt,
  );
  const { value, error, loading } = pages;
  return (
    <div className={folded.content}>
      {error && <LoadFailed error={error} onRetry={pages.refresh} />}
      {loading && (
        <div role="status" aria-label={t('deployments.loading')}>
          <div className={folded.list}>
            {SKELETONS.map(row => (
              <Box key={row} bg="neutral" className={folded.item}>
                <Skeleton width="50%" height={18} />
                <Skeleton width="80%" height={14} />
              </Box>
            ))}
          </div>
        </div>
      )}
      {value?.items.length === 0 && (
        <Invitation
          title={t('deployments.emptyTitle')}
          text={t('deployments.emptyText')}
        />
      )}
      {value && value.items.length > 0 && (
        <ol className={folded.list} aria-label={t('deployments.listLabel')}>
          {value.items.map(deployment => (
            <DeploymentItem
              key={deployment.id}
              deployment={deployment}
              hrefOf={hrefOf}
            />
          ))}
        </ol>
      )}
      {pages.moreError && (
        <LoadFailed
          error={pages.moreError}
          title={t('deployments.moreFailed')}
          onRetry={pages.loadMore}
        />
      )}
      {value?.nextCursor && !pages.moreError && (
        <div className={folded.more}>
          <Button
            variant="secondary"
            isPending={pages.loadingMore}
            onPress={pages.loadMore}
          >
            {pages.loadingMore
              ? t('deployments.loadingMore')
              : t('deployments.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
