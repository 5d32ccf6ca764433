import { Box } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import { ChainListProps, hitsControl, useEnvironmentName } from './ChainTable';
import { ChangeCell, TicketsCell } from './ChangeCell';
import { EnvironmentCell, StageCell } from './cells';
import styles from './delivery.module.css';

/**
 * The changes of an entity as cards, for narrow screens: what each is, its
 * stage and where it is. The rest is one tap away.
 */
export function ChainCards(props: ChainListProps) {
  const { chains, environments, hrefOf, onOpen } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const environmentName = useEnvironmentName();
  return (
    <ul className={styles.cards} aria-label={t('delivery.tableLabel')}>
      {chains.map(chain => (
        // The title's link does the same for keyboards.
        <Box
          as="li"
          bg="neutral"
          key={chain.id}
          className={styles.card}
          onClick={event => hitsControl(event) || onOpen(chain.id)}
        >
          {(chain.tickets.length > 0 ||
            chain.incomplete.includes('no-ticket')) && (
            <TicketsCell chain={chain} />
          )}
          <div>
            <ChangeCell chain={chain} href={hrefOf(chain.id)} />
          </div>
          <StageCell chain={chain} />
          {chain.environments.length > 0 && (
            <dl className={styles.facts}>
              {environments.map(environment => (
                <div key={environment}>
                  <dt>{environmentName(environment)}</dt>
                  <dd>
                    <EnvironmentCell
                      summary={chain.environments.find(
                        summary => summary.environment === environment,
                      )}
                    />
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </Box>
      ))}
    </ul>
  );
}
