import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ItemChange } from '@throughline/plugin-context-common';
import { Hint } from '../parts';
import { partsTranslationRef } from '../translation';
import styles from './section.module.css';

/**
 * A quiet mark on what is new, changed or gone since the reader last looked.
 * What it was before stands next to it, and in full in the hint.
 */
export function ChangeMark(props: {
  change: ItemChange<unknown>['change'];
  /** What it was before, if that says anything. */
  before?: string;
}) {
  const { change, before } = props;
  const { t } = useTranslationRef(partsTranslationRef);
  const was = before && t('change.was', { before });
  return (
    <span className={styles.change}>
      <Hint text={was ?? t(`change.${change}Hint`)}>
        <span className={styles.changeWord}>{t(`change.${change}`)}</span>
      </Hint>
      {was && <span className={styles.was}>{was}</span>}
    </span>
  );
}
