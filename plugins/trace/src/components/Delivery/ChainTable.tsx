import { MouseEvent } from 'react';
import { Box } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Chain } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { ChangeCell, TicketsCell } from './ChangeCell';
import { EnvironmentCell, ReviewCell, StageCell, TestsCell } from './cells';
import table from '../table.module.css';
import styles from './delivery.module.css';

/** What a list of changes needs, as a table or as cards. */
export interface ChainListProps {
  chains: Chain[];
  environments: string[];
  openedId?: string;
  hrefOf(id: string): string;
  onOpen(id: string): void;
}

/** True when a click hit a link or button of its own. */
export function hitsControl(event: MouseEvent): boolean {
  return (event.target as Element).closest('a, button') !== null;
}

/** The name of an environment's column; releases are cut and not run anywhere. */
export function useEnvironmentName(): (environment: string) => string {
  const { t } = useTranslationRef(traceTranslationRef);
  return environment =>
    environment === 'release' ? t('environment.release') : environment;
}

/** The changes of an entity as a table, for screens that have room for one. */
export function ChainTable(props: ChainListProps) {
  const { chains, environments, openedId, hrefOf, onOpen } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const environmentName = useEnvironmentName();
  return (
    <Box
      bg="neutral"
      className={table.scroll}
      role="region"
      aria-label={t('delivery.scrollLabel')}
      tabIndex={0}
    >
      <table className={styles.table} aria-label={t('delivery.tableLabel')}>
        <thead>
          <tr>
            <th scope="col">{t('delivery.column.ticket')}</th>
            <th scope="col" className={styles.changeColumn}>
              {t('delivery.column.change')}
            </th>
            <th scope="col" className={styles.stageColumn}>
              {t('delivery.column.stage')}
            </th>
            <th scope="col" className={styles.statusColumn}>
              {t('delivery.column.review')}
            </th>
            <th scope="col" className={styles.statusColumn}>
              {t('delivery.column.tests')}
            </th>
            {environments.map(environment => (
              <th key={environment} scope="col" className={styles.statusColumn}>
                {environmentName(environment)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chains.map(chain => (
            // The title's link does the same for keyboards.
            <tr
              key={chain.id}
              className={chain.id === openedId ? styles.opened : undefined}
              onClick={event => hitsControl(event) || onOpen(chain.id)}
            >
              <td>
                <TicketsCell chain={chain} />
              </td>
              <td>
                <ChangeCell chain={chain} href={hrefOf(chain.id)} />
              </td>
              <td>
                <StageCell chain={chain} />
              </td>
              <td>
                <ReviewCell review={chain.review} />
              </td>
              <td>
                <TestsCell tests={chain.tests} />
              </td>
              {environments.map(environment => (
                <td key={environment}>
                  <EnvironmentCell
                    summary={chain.environments.find(
                      summary => summary.environment === environment,
                    )}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
