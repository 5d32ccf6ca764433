import { Key, ReactNode } from 'react';
import { Box, Button, Skeleton } from '@backstage/ui';
import {
  Invitation,
  LoadFailed,
  Pages,
} from '@throughline/plugin-context-react';
import styles from '../foldedList.module.css';

const SKELETONS = [0, 1, 2];

/** A list as it was read so far: all at once, or page by page. */
export interface Reading<TItem> {
  items?: TItem[];
  error?: Error;
  onRetry(): void;
  /** Missing where all of it is read at once. */
  more?: {
    /** Whether there is more. */
    left: boolean;
    loading: boolean;
    error?: Error;
    onLoad(): void;
  };
}

/** The {@link Reading} of a list that is read page by page. */
export function readingOf<TItem>(
  pages: Pages<{ items: TItem[]; nextCursor?: string }>,
): Reading<TItem> {
  const { value, error, refresh, moreError, loadingMore, loadMore } = pages;
  return {
    items: value?.items,
    error,
    onRetry: refresh,
    more: {
      left: value?.nextCursor !== undefined,
      loading: loadingMore,
      error: moreError,
      onLoad: loadMore,
    },
  };
}

/** The words of a list. */
export interface ListWords {
  label: string;
  loading: string;
  emptyTitle: string;
  emptyText: string;
  /** Those of a list that is read page by page. */
  more?: { load: string; loading: string; failed: string };
}

/** A list with all that reading it can come to: rows, none, a failure. */
export function ReadList<TItem>(props: {
  reading: Reading<TItem>;
  words: ListWords;
  /** Whether the order says something. */
  ordered?: boolean;
  keyOf(item: TItem): Key;
  children(item: TItem): ReactNode;
}) {
  const { reading, words, ordered, keyOf, children } = props;
  const { items, error, onRetry, more } = reading;
  const List = ordered ? 'ol' : 'ul';
  return (
    <>
      {error && <LoadFailed error={error} onRetry={onRetry} />}
      {!items && !error && <ListSkeleton label={words.loading} />}
      {items?.length === 0 && (
        <Invitation title={words.emptyTitle} text={words.emptyText} />
      )}
      {items && items.length > 0 && (
        <List className={styles.list} aria-label={words.label}>
          {items.map(item => (
            <Box as="li" bg="neutral" key={keyOf(item)} className={styles.item}>
              {children(item)}
            </Box>
          ))}
        </List>
      )}
      {more && words.more && <More more={more} words={words.more} />}
    </>
  );
}

function ListSkeleton(props: { label: string }) {
  return (
    <div role="status" aria-label={props.label} className={styles.list}>
      {SKELETONS.map(row => (
        <Box key={row} bg="neutral" className={styles.item}>
          <Skeleton width="50%" height={18} />
          <Skeleton width="80%" height={14} />
        </Box>
      ))}
    </div>
  );
}

function More(props: {
  more: NonNullable<Reading<unknown>['more']>;
  words: NonNullable<ListWords['more']>;
}) {
  const { more, words } = props;
  if (more.error) {
    return (
      <LoadFailed
        error={more.error}
        title={words.failed}
        onRetry={more.onLoad}
      />
    );
  }
  if (!more.left) return null;
  return (
    <div className={styles.more}>
      <Button
        variant="secondary"
        isPending={more.loading}
        onPress={more.onLoad}
      >
        {more.loading ? words.loading : words.load}
      </Button>
    </div>
  );
}
