import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FlowResponse } from '@throughline/plugin-trace-common';
import { RowsOf, WAYS } from '../../hooks/flowAddress';
import { traceTranslationRef } from '../../translation';
import { GroupTable } from './GroupTable';
import { Why } from './Why';
import styles from './flow.module.css';

/** The same figures for changes written by agents, with one, and without. */
export function WaysTable(props: {
  written: FlowResponse['written'];
  hrefOf(rows: RowsOf): string;
}) {
  const { written, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <section>
      <div className={styles.sectionHead}>
        <h3>{t('flow.ways.title')}</h3>
        <Why what={t('flow.ways.what')}>
          <dl>
            {WAYS.map(way => (
              <div key={way}>
                <dt>{t(`flow.written.${way}`)}</dt>
                <dd>{t(`flow.writtenHint.${way}`)}</dd>
              </div>
            ))}
          </dl>
        </Why>
      </div>
      <GroupTable
        label={t('flow.ways.label')}
        column={t('flow.ways.column')}
        figures={['changes', 'leadTime', 'reviewLatency', 'failRate', 'churn']}
        groups={WAYS.map(way => ({
          ...written[way],
          id: way,
          name: t(`flow.written.${way}`),
        }))}
        hrefOf={(figure, id) =>
          hrefOf({ figure, way: WAYS.find(way => way === id) })
        }
      />
    </section>
  );
}
