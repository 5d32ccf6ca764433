import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age, ForgeLink } from '@throughline/plugin-context-react';
import { ChainStep } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark } from '../Delivery/RestrictedMark';
import { Evidence } from './Evidence';
import { DecidedBy } from './TicketActions';
import { STEPS } from './useStepSummaries';
import styles from './drawer.module.css';

/** Every step with what is known of it and why each thing is linked. */
export function StepDetails(props: {
  steps: ChainStep[];
  /** What can be done about a thing, by its node key. */
  actions?: ReadonlyMap<string, ReactNode>;
  /** What stands below the things of a step. */
  below?: Partial<Record<ChainStep['step'], ReactNode>>;
}) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <div className={styles.steps}>
      {STEPS.map(step => {
        const nodes = props.steps
          .filter(candidate => candidate.step === step)
          .flatMap(candidate => candidate.nodes);
        return (
          <section key={step} className={styles.step}>
            <h4>{t(`drawer.step.${step}`)}</h4>
            <div>
              {nodes.length > 0 ? (
                <ul className={styles.nodes}>
                  {nodes.map(entry => (
                    <StepNode
                      key={entry.node.id}
                      entry={entry}
                      action={props.actions?.get(entry.node.id)}
                    />
                  ))}
                </ul>
              ) : (
                <p className={styles.quiet}>
                  {step === 'incident'
                    ? t('drawer.noIncident')
                    : t('drawer.nothingSeen')}
                </p>
              )}
              {props.below?.[step]}
            </div>
          </section>
        );
      })}
    </div>
  );
}

function StepNode(props: {
  entry: ChainStep['nodes'][number];
  action?: ReactNode;
}) {
  const { node, link, detail } = props.entry;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <li className={styles.node}>
      <div className={styles.nodeTitle}>
        <ForgeLink url={node.url}>{node.title}</ForgeLink>
        {node.restricted && <RestrictedMark restriction={node.restricted} />}
        {node.at && <Age className={styles.quiet} iso={node.at} ago />}
      </div>
      {detail.length > 0 && (
        <ul className={styles.detail}>
          {detail.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {link?.decided && (
        <DecidedBy
          decided={link.decided}
          ofCause={/causedBy$/i.test(link.type)}
        />
      )}
      {props.action}
      {link ? (
        <Evidence link={link} />
      ) : (
        <div className={styles.evidence}>{t('drawer.thisChange')}</div>
      )}
    </li>
  );
}
