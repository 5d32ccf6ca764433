import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age, ForgeLink } from '@throughline/plugin-context-react';
import { ChainStep } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark } from '../Delivery/RestrictedMark';
import { Evidence } from './Evidence';
import { STEPS } from './useStepSummaries';
import styles from './drawer.module.css';

/** Every step with what is known of it and why each thing is linked. */
export function StepDetails(props: { steps: ChainStep[] }) {
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
            {nodes.length > 0 ? (
              <ul className={styles.nodes}>
                {nodes.map(entry => (
                  <StepNode key={entry.node.id} entry={entry} />
                ))}
              </ul>
            ) : (
              <p className={styles.quiet}>
                {step === 'incident'
                  ? t('drawer.noIncident')
                  : t('drawer.nothingSeen')}
              </p>
            )}
          </section>
        );
      })}
    </div>
  );
}

function StepNode(props: { entry: ChainStep['nodes'][number] }) {
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
      {link ? (
        <Evidence link={link} />
      ) : (
        <div className={styles.evidence}>{t('drawer.thisChange')}</div>
      )}
    </li>
  );
}
