import { Button, DialogTrigger, Popover } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { PropsWithChildren } from 'react';
import { traceTranslationRef } from '../../translation';
import styles from './why.module.css';

/** "why?" beside what is computed: the rule, when somebody asks. */
export function Why(props: PropsWithChildren<{ what: string }>) {
  const { what, children } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const label = t('flow.whyOf', { what });
  return (
    <DialogTrigger>
      <Button
        variant="tertiary"
        size="small"
        className={styles.why}
        aria-label={label}
      >
        {t('flow.why')}
      </Button>
      <Popover aria-label={label}>
        <div className={styles.body}>{children}</div>
      </Popover>
    </DialogTrigger>
  );
}
