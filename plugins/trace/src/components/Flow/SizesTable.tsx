import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowSize } from '@throughline/plugin-trace-common';
import { RowsOf } from '../../hooks/flowAddress';
import { traceTranslationRef } from '../../translation';
import { GroupTable } from './GroupTable';
import { useSizeName } from './useSizeName';
import { Why } from './Why';
import shared from '../page.module.css';
import styles from './flow.module.css';

/** Change size and churn beside the wait for review. */
export function SizesTable(props: {
  sizes: FlowSize[];
  hrefOf(rows: RowsOf): string;
}) {
  const { sizes, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const nameOf = useSizeName();
  return (
    <section>
      <div className={styles.sectionHead}>
        <h3>{t('flow.sizes.title')}</h3>
        <Why what={t('flow.sizes.what')}>
          <p>{t('flow.sizes.rule')}</p>
        </Why>
      </div>
      {sizes.length === 0 ? (
        <p className={shared.quiet}>{t('flow.sizes.none')}</p>
      ) : (
        <GroupTable
          label={t('flow.sizes.label')}
          column={t('flow.sizes.column')}
          figures={['changes', 'reviewLatency', 'churn']}
          groups={sizes.map(size => ({
            ...size,
            id: String(size.from),
            name: nameOf(size.from),
          }))}
          hrefOf={(figure, id) => hrefOf({ figure, size: Number(id) })}
        />
      )}
    </section>
  );
}
