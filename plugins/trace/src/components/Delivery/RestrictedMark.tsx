import { RiLockLine } from '@remixicon/react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Hint } from '@throughline/plugin-context-react';
import { Chain, Restriction } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import styles from './delivery.module.css';

/** The title of a change, or what stands for one that is not shown. */
export function useTitle(): (
  change: Pick<Chain, 'title' | 'restricted'>,
) => string {
  const { t } = useTranslationRef(traceTranslationRef);
  return ({ title, restricted }) =>
    restricted === 'hidden' ? t('restricted.change') : title;
}

/** The lock that restricted things carry, with why and what opens it. */
export function RestrictedMark(props: { restriction: Restriction }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Hint text={t(`restricted.${props.restriction}Hint`)}>
      <span className={styles.mark}>
        <RiLockLine aria-hidden="true" />
        {t('restricted.mark')}
      </span>
    </Hint>
  );
}
