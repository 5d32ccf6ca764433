import { useCallback } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePages } from '@throughline/plugin-context-react';
import {
  DeploymentsResponse,
  DeploymentSummary,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { Folded, ReadList, readingOf } from '../parts';
import { DeploymentItem } from './DeploymentItem';

const PAGE_SIZE = 10;

const deployedAt = ({ at }: DeploymentSummary) => at;

interface DeploymentsProps {
  entityRef: CompoundEntityRef;
  /** Address of a change's drawer. */
  hrefOf(id: string): string;
}

/** The deployments of an entity, which are read when somebody wants them. */
export function Deployments(props: DeploymentsProps) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Folded title={t('deployments.title')} intro={t('deployments.intro')}>
      <DeploymentList {...props} />
    </Folded>
  );
}

function DeploymentList(props: DeploymentsProps) {
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
  return (
    <ReadList
      ordered
      reading={readingOf<DeploymentSummary>(pages)}
      words={{
        label: t('deployments.listLabel'),
        loading: t('deployments.loading'),
        emptyTitle: t('deployments.emptyTitle'),
        emptyText: t('deployments.emptyText'),
        more: {
          load: t('deployments.more'),
          loading: t('deployments.loadingMore'),
          failed: t('deployments.moreFailed'),
        },
      }}
      keyOf={({ id }) => id}
    >
      {deployment => <DeploymentItem deployment={deployment} hrefOf={hrefOf} />}
    </ReadList>
  );
}
