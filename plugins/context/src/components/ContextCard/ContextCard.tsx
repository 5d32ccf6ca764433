import {
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import type { EntityContext } from '@throughline/plugin-context-common';
import {
  isNotFound,
  LoadFailed,
  NowProvider,
  useAgeText,
} from '@throughline/plugin-context-react';
import { asOfWhole } from '../../freshness';
import { useEntityContext } from '../../hooks/useEntityContext';
import { contextTranslationRef } from '../../translation';
import { CardAttention } from './CardAttention';
import { CardFooter } from './CardFooter';
import { CardHighlights } from './CardHighlights';
import { CardSkeleton } from './CardSkeleton';
import styles from './card.module.css';

/**
 * The context of the entity whose page it is on, in a few lines. Seeing it does
 * not count as a look: what changed stays marked until the tab is opened.
 */
export function ContextCard() {
  const { entity } = useEntity();
  return (
    <NowProvider>
      <Card key={stringifyEntityRef(entity)} />
    </NowProvider>
  );
}

function Card() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(contextTranslationRef);
  const { value, error, refresh } = useEntityContext(
    getCompoundEntityRef(entity),
  );
  return (
    <EntityInfoCard
      title={t('card.title')}
      className={styles.card}
      headerActions={value && <AsOf context={value} />}
      footerActions={value && <CardFooter context={value} />}
    >
      <div className={styles.body}>
        {error && isNotFound(error) && (
          <p className={styles.quiet}>{t('card.absent')}</p>
        )}
        {error && !value && !isNotFound(error) && (
          <LoadFailed
            error={error}
            title={t('card.failed')}
            onRetry={refresh}
          />
        )}
        {!value && !error && <CardSkeleton />}
        {value && <CardBody context={value} />}
      </div>
    </EntityInfoCard>
  );
}

function CardBody(props: { context: EntityContext }) {
  const { context } = props;
  const { sections, sources } = context;
  const { t } = useTranslationRef(contextTranslationRef);
  if (sections.length === 0) {
    const waiting = sources.some(({ state }) => state === 'waiting');
    return (
      <p className={styles.quiet}>
        {waiting ? t('card.waiting') : t('card.nothing')}
      </p>
    );
  }
  return (
    <>
      <CardAttention context={context} />
      <CardHighlights sections={sections} />
    </>
  );
}

function AsOf(props: { context: EntityContext }) {
  const { t } = useTranslationRef(contextTranslationRef);
  const ageText = useAgeText();
  const asOf = asOfWhole(props.context.sections);
  if (!asOf) return null;
  return (
    <time
      className={styles.asOf}
      dateTime={asOf}
      title={new Date(asOf).toLocaleString()}
    >
      {t('card.asOf', { age: ageText(asOf, true) })}
    </time>
  );
}
