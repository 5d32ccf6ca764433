import { ButtonIcon } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import { useAgeText } from './Age';
import styles from './parts.module.css';

/** How fresh the data is, what is still on its way, and a way to look again. */
export function Freshness(props: {
  /** ISO 8601. */
  asOf?: string;
  pending: number;
  refreshing: boolean;
  onRefresh(): void;
}) {
  const { t } = useTranslationRef(traceTranslationRef);
  const ageText = useAgeText();
  return (
    <div className={styles.freshness}>
      {props.asOf ? (
        <time
          dateTime={props.asOf}
          title={new Date(props.asOf).toLocaleString()}
        >
          {t('freshness.asOf', { age: ageText(props.asOf, true) })}
        </time>
      ) : (
        <span>{t('freshness.unknown')}</span>
      )}
      {props.pending > 0 && (
        <span>{`· ${t('freshness.pending', { count: props.pending })}`}</span>
      )}
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('freshness.refresh')}
        icon={<RiRefreshLine />}
        isPending={props.refreshing}
        onPress={props.onRefresh}
      />
    </div>
  );
}
