import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowSize } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { GroupTable } from './GroupTable';
import { Why } from './Why';
import shared from '../page.module.css';
import styles from './flow.module.css';

/** Change size and churn beside the wait for review. */
export function SizesTable(props: { sizes: FlowSize[] }) {
  const { sizes } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const nameOf = ({ from, below }: FlowSize) =>
    below === undefined
      ? t('flow.sizes.most', { from: String(from) })
      : t('flow.sizes.below', { from: String(from), to: String(below - 1) });
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
            name: nameOf(size),
          }))}
        />
      )}
    </section>
  );
}
