import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, ToggleButton } from '@backstage/ui';
import { RiCheckDoubleLine } from '@remixicon/react';
import type { EntityContext } from '@throughline/plugin-context-common';
import { Freshness, Hint, LoadFailed } from '@throughline/plugin-context-react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { contextApiRef } from '../../api';
import { countChanges } from '../../changes';
import { asOfWhole } from '../../freshness';
import { useContextAddress } from '../../hooks/useContextAddress';
import { contextTranslationRef } from '../../translation';
import { CopyActions } from './CopyActions';
import styles from './context.module.css';

/** What can be done with the view, and how fresh it is. */
export function ContextBar(props: {
  entityRef: CompoundEntityRef;
  context: EntityContext;
  refreshing: boolean;
  onRefresh(): void;
}) {
  const { entityRef, context, refreshing, onRefresh } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  const { onlyChanged, showOnlyChanged } = useContextAddress();
  const contextApi = useApi(contextApiRef);
  const [settling, settle] = useAsyncFn(async () => {
    const { revision } = context;
    await contextApi.putLook(entityRef, { revision, settle: true });
    onRefresh();
  }, [contextApi, entityRef, context, onRefresh]);
  return (
    <>
      <div className={styles.bar}>
        <div
          role="group"
          aria-label={t('bar.label')}
          className={styles.actions}
        >
          {context.changes && (
            <ToggleButton
              size="small"
              isSelected={onlyChanged}
              onChange={showOnlyChanged}
            >
              {t('bar.onlyChanged')}
            </ToggleButton>
          )}
          {countChanges(context.changes) > 0 && (
            <Hint text={t('bar.seenHint')}>
              <span>
                <Button
                  size="small"
                  variant="secondary"
                  iconStart={<RiCheckDoubleLine />}
                  isPending={settling.loading}
                  onPress={settle}
                >
                  {t('bar.seen')}
                </Button>
              </span>
            </Hint>
          )}
          <CopyActions context={context} />
        </div>
        <div className={styles.freshness}>
          <Freshness
            asOf={context.past ? context.at : asOfWhole(context.sections)}
            refreshing={refreshing}
            onRefresh={onRefresh}
          />
        </div>
      </div>
      {settling.error && (
        <LoadFailed
          error={settling.error}
          title={t('bar.seenFailed')}
          onRetry={settle}
        />
      )}
    </>
  );
}
