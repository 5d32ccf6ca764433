import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FINDING_STATES,
  FindingsResponse,
  FindingState,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import styles from './findings.module.css';

/** Which findings are shown, with how many there are of each state. */
export function Views(props: {
  view: FindingState;
  /** Undefined while they are not known. */
  counts?: FindingsResponse['counts'];
  onChange(view: FindingState): void;
}) {
  const { view, counts, onChange } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <ToggleButtonGroup
      className={styles.views}
      aria-label={t('findings.views')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={keys => onChange([...keys][0] as FindingState)}
    >
      {FINDING_STATES.map(state => (
        <ToggleButton key={state} id={state} size="small">
          {counts
            ? t('findings.viewOf', {
                view: t(`findings.view.${state}`),
                number: String(counts[state]),
              })
            : t(`findings.view.${state}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
