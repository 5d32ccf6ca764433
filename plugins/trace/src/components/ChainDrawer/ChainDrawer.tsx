import { useRef, useState } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { BgProvider, ButtonIcon, Skeleton } from '@backstage/ui';
import Drawer from '@material-ui/core/Drawer';
import { RiCloseLine } from '@remixicon/react';
import {
  ForgeLink,
  Invitation,
  isNotFound,
  LoadFailed,
} from '@throughline/plugin-context-react';
import { ChainResponse } from '@throughline/plugin-trace-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { AuthorMark } from '../Delivery/AuthorMark';
import { changeLabel } from '../Delivery/ChangeCell';
import { RestrictedMark, useTitle } from '../Delivery/RestrictedMark';
import { ChainView } from './ChainView';
import { useTicketLinks } from './useTicketLinks';
import styles from './drawer.module.css';

const TITLE_ID = 'trace-chain-title';

/**
 * One change in a drawer beside the list; on a phone it fills the screen.
 * Escape and the backdrop close it.
 */
export function ChainDrawer(props: {
  entityRef: CompoundEntityRef;
  /** Node key of the change to show; undefined closes the drawer. */
  changeId?: string;
  hrefOf(id: string): string;
  onClose(): void;
  /** Called when somebody decided about a link of the change. */
  onChanged(): void;
}) {
  const { entityRef, changeId, hrefOf, onClose, onChanged } = props;
  // What slides out must not change while it does.
  const shown = useRef(changeId);
  shown.current = changeId ?? shown.current;
  const id = shown.current;
  return (
    <Drawer
      anchor="right"
      open={changeId !== undefined}
      onClose={onClose}
      PaperProps={{
        className: styles.paper,
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': TITLE_ID,
      }}
    >
      {id && (
        <BgProvider bg="neutral-1">
          <DrawerContent
            key={id}
            entityRef={entityRef}
            changeId={id}
            hrefOf={hrefOf}
            onClose={onClose}
            onChanged={onChanged}
          />
        </BgProvider>
      )}
    </Drawer>
  );
}

function DrawerContent(props: {
  entityRef: CompoundEntityRef;
  changeId: string;
  hrefOf(id: string): string;
  onClose(): void;
  onChanged(): void;
}) {
  const { entityRef, changeId, hrefOf, onClose, onChanged } = props;
  const { kind, namespace, name } = entityRef;
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  // What came of the reader's own decision is newer than what was read.
  const [decided, setDecided] = useState<ChainResponse>();
  const links = useTicketLinks({
    entityRef,
    changeId,
    onDecided: response => {
      setDecided(response);
      onChanged();
    },
  });
  const {
    value: read,
    error,
    retry,
  } = useAsyncRetry(
    () => traceApi.getChain({ kind, namespace, name }, changeId),
    [traceApi, kind, namespace, name, changeId],
  );
  const value = decided ?? read;
  const showAgain = async () => {
    setDecided(await traceApi.getChain({ kind, namespace, name }, changeId));
    onChanged();
  };
  const absent = error && isNotFound(error);
  return (
    <>
      <DrawerHead response={value} onClose={onClose} />
      {absent && (
        <Invitation
          title={t('empty.absentChange.title')}
          text={t('empty.absentChange.text')}
        />
      )}
      {error && !absent && (
        <div className={styles.body}>
          <LoadFailed error={error} onRetry={retry} />
        </div>
      )}
      {!value && !error && <DrawerSkeleton />}
      {value && (
        <ChainView
          entityRef={entityRef}
          response={value}
          links={links}
          hrefOf={hrefOf}
          onDecided={showAgain}
        />
      )}
    </>
  );
}

function DrawerHead(props: { response?: ChainResponse; onClose(): void }) {
  const { response, onClose } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const titleOf = useTitle();
  const chain = response?.chain;
  return (
    <header className={styles.head}>
      <div className={styles.headText}>
        <h2 id={TITLE_ID} className={styles.title}>
          {chain ? titleOf(chain) : t('drawer.label')}
        </h2>
        {chain && (
          <div className={styles.meta}>
            <ForgeLink url={chain.url}>
              {`${chain.repository} ${changeLabel(chain)}`}
            </ForgeLink>
            <AuthorMark author={chain.author} authorship={chain.authorship} />
            {chain.restricted && (
              <RestrictedMark restriction={chain.restricted} />
            )}
          </div>
        )}
      </div>
      <ButtonIcon
        variant="tertiary"
        aria-label={t('drawer.close')}
        icon={<RiCloseLine />}
        onPress={onClose}
      />
    </header>
  );
}

function DrawerSkeleton() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <div className={styles.body} role="status" aria-label={t('drawer.loading')}>
      <Skeleton width="40%" height={20} />
      <Skeleton width="100%" height={56} />
      <Skeleton width="70%" height={20} />
      <Skeleton width="85%" height={20} />
      <Skeleton width="60%" height={20} />
    </div>
  );
}
