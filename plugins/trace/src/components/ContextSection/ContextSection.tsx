import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Age,
  ContextSectionProps,
  SectionFacts,
  StatusMark,
  StatusShape,
} from '@throughline/plugin-context-react';
import { TraceContextEnvironment } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { readTraceData, withoutEnvironments } from './readTraceData';
import styles from './contextSection.module.css';

const SHAPES: Record<TraceContextEnvironment['state'], StatusShape> = {
  deployed: 'ok',
  'rolled-back': 'attention',
  failed: 'attention',
  // That it was cut does not say that it runs anywhere.
  released: 'unknown',
};

/** The Delivery section of the Context tab: what runs where, then the facts. */
export function ContextSection(props: ContextSectionProps) {
  const { section, changes } = props;
  const environments = readTraceData(section)?.environments ?? [];
  if (environments.length === 0) {
    return <SectionFacts section={section} changes={changes} />;
  }
  return (
    <>
      <Environments environments={environments} />
      <SectionFacts
        section={withoutEnvironments(section, changes)}
        changes={changes}
      />
    </>
  );
}

function Environments(props: { environments: TraceContextEnvironment[] }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <ul
      className={styles.environments}
      aria-label={t('contextSection.environments')}
    >
      {props.environments.map(({ environment, version, state, at }) => (
        <li key={environment}>
          <span className={styles.name}>
            {state === 'released' ? t('environment.release') : environment}
          </span>
          <span className={styles.version}>
            {version ?? t('contextSection.noVersion')}
          </span>
          <span className={styles.state}>
            <StatusMark shape={SHAPES[state]}>
              {t(`contextSection.state.${state}`)}
            </StatusMark>
            <Age iso={at} ago />
          </span>
        </li>
      ))}
    </ul>
  );
}
