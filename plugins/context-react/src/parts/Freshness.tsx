import { ButtonIcon } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { partsTranslationRef } from '../translation';
import { useAgeText } from './Age';
import styles from './parts.module.css';

/** How fresh the data is, what is still on its way, and a way to look again. */
export function Freshness(props: {
  /** ISO 8601: what was known then is shown. */
  asOf?: string;
  /** What to say when nothing is known yet. */
  otherwise?: string;
  /** What is still on its way. */
  note?: string;
  refreshing: boolean;
  onRefresh(): void;
}) {
  const { t } = useTranslationRef(partsTranslationRef);
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
        <span>{props.otherwise}</span>
      )}
      {props.note && <span>{`· ${props.note}`}</span>}
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
