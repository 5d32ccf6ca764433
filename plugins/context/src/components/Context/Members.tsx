import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box, Button, SearchField, Skeleton } from '@backstage/ui';
import type { MemberView } from '@throughline/plugin-context-common';
import {
  LoadFailed,
  Page,
  Pages,
  usePages,
} from '@throughline/plugin-context-react';
import { useCallback, useState } from 'react';
import { contextApiRef } from '../../api';
import { worstMembersFirst } from '../../members';
import { contextTranslationRef } from '../../translation';
import { MemberRow } from './MemberRow';
import styles from './context.module.css';

const PAGE_SIZE = 25;
/** Fewer than this are found by looking. */
const SEARCH_FROM = 6;

type Member = MemberView & { id: string };

function useMembers({ kind, namespace, name }: CompoundEntityRef) {
  const contextApi = useApi(contextApiRef);
  const read = useCallback(
    async (cursor?: string) => {
      const { items, nextCursor } = await contextApi.getMembers(
        { kind, namespace, name },
        { cursor, limit: PAGE_SIZE },
      );
      return {
        items: items.map(item => ({ ...item, id: item.entityRef })),
        nextCursor,
      };
    },
    [contextApi, kind, namespace, name],
  );
  return usePages<Member, Page<Member>>(read);
}

/** The parts of a system or domain, or what a group owns, worst first. */
export function Members(props: {
  entityRef: CompoundEntityRef;
  /** Kind of the entity, in lower case. */
  kind: string;
}) {
  const { entityRef, kind } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  const members = useMembers(entityRef);
  const owns = kind === 'group';
  return (
    <Box as="section" bg="neutral" className={styles.block}>
      <h4 className={styles.title}>
        {owns ? t('members.owned') : t('members.parts')}
      </h4>
      {members.error && (
        <LoadFailed
          error={members.error}
          title={t('members.failed')}
          onRetry={members.refresh}
        />
      )}
      {members.loading && (
        <div role="status" aria-label={t('members.loading')}>
          <Skeleton width="100%" height={40} />
        </div>
      )}
      {members.value?.items.length === 0 && (
        <p className={styles.quiet}>
          {owns ? t('members.nothingOwned') : t('members.noParts')}
        </p>
      )}
      {members.value && members.value.items.length > 0 && (
        <MemberList items={members.value.items} />
      )}
      <More members={members} />
    </Box>
  );
}

function MemberList(props: { items: Member[] }) {
  const { items } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  const [name, setName] = useState('');
  const wanted = name.trim().toLocaleLowerCase();
  const found = worstMembersFirst(items).filter(
    ({ title, entityRef }) =>
      title.toLocaleLowerCase().includes(wanted) || entityRef.includes(wanted),
  );
  return (
    <>
      <div className={styles.memberBar}>
        {items.length >= SEARCH_FROM && (
          <SearchField
            aria-label={t('members.search')}
            placeholder={t('members.search')}
            size="small"
            className={styles.search}
            value={name}
            onChange={setName}
          />
        )}
        <span className={styles.small} role="status">
          {found.length > 0
            ? t('members.shown', { count: found.length })
            : t('members.noMatch')}
        </span>
      </div>
      <ul className={styles.members}>
        {found.map(member => (
          <MemberRow key={member.id} member={member} />
        ))}
      </ul>
    </>
  );
}

function More(props: { members: Pages<Page<Member>> }) {
  const { value, loadingMore, moreError, loadMore } = props.members;
  const { t } = useTranslationRef(contextTranslationRef);
  if (moreError) {
    return (
      <LoadFailed
        error={moreError}
        title={t('members.moreFailed')}
        onRetry={loadMore}
      />
    );
  }
  if (!value?.nextCursor) return null;
  return (
    <div className={styles.more}>
      <Button variant="secondary" isPending={loadingMore} onPress={loadMore}>
        {loadingMore ? t('members.loadingMore') : t('members.loadMore')}
      </Button>
    </div>
  );
}
