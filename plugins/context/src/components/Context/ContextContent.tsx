import {
  CompoundEntityRef,
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { VisuallyHidden } from '@backstage/ui';
import {
  ContextSectionRenderer,
  Invitation,
  isNotFound,
  LoadFailed,
  NowProvider,
} from '@throughline/plugin-context-react';
import { hasMembers } from '../../availability';
import { useContextAddress } from '../../hooks/useContextAddress';
import {
  useEntityContext,
  useIsFirstLook,
  useLook,
} from '../../hooks/useEntityContext';
import { contextTranslationRef } from '../../translation';
import { ContextSkeleton } from './ContextSkeleton';
import { ContextView } from './ContextView';
import { PastBanner } from './PastBanner';
import styles from './context.module.css';

/** The Context tab of the entity whose page it is on. */
export function ContextContent(props: {
  /** How sections are drawn; those that are not named are drawn as facts. */
  sections?: ContextSectionRenderer[];
}) {
  const { entity } = useEntity();
  return (
    <NowProvider>
      <ContextOfEntity
        key={stringifyEntityRef(entity)}
        entityRef={getCompoundEntityRef(entity)}
        kind={entity.kind.toLocaleLowerCase('en-US')}
        withMembers={hasMembers(entity)}
        renderers={props.sections ?? []}
      />
    </NowProvider>
  );
}

function ContextOfEntity(props: {
  entityRef: CompoundEntityRef;
  kind: string;
  withMembers: boolean;
  renderers: ContextSectionRenderer[];
}) {
  const { entityRef } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  const { at } = useContextAddress();
  const { value, error, refreshing, refresh } = useEntityContext(entityRef, at);
  const firstLook = useIsFirstLook(value);
  useLook(entityRef, value);

  if (error && isNotFound(error)) {
    return (
      <Invitation
        title={t('empty.absent.title')}
        text={t('empty.absent.text')}
      />
    );
  }
  return (
    <div className={styles.content}>
      <VisuallyHidden>
        <h3>{t('heading')}</h3>
      </VisuallyHidden>
      {at !== undefined && <PastBanner at={value?.at} />}
      {error && (
        <LoadFailed
          error={error}
          title={value && t('refreshFailed')}
          onRetry={refresh}
        />
      )}
      {!value && !error && <ContextSkeleton />}
      {value && (
        <ContextView
          {...props}
          context={value}
          firstLook={firstLook}
          refreshing={refreshing}
          onRefresh={refresh}
        />
      )}
    </div>
  );
}
