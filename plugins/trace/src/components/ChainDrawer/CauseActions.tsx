import { CompoundEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { LoadFailed } from '@throughline/plugin-context-react';
import { CAUSE_VERDICTS } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { DecisionDialog } from '../parts';
import {
  CauseDecision,
  PossibleCause,
  useCauseDecision,
} from './useCauseDecision';
import styles from './links.module.css';

/** What a person says of an incident that a deployment may have caused. */
export function CauseActions(props: {
  entityRef: CompoundEntityRef;
  cause: PossibleCause;
  /** Whether the person may. */
  allowed: boolean;
  /** Resolves when what came of a decision is shown. */
  onDecided(): Promise<void>;
}) {
  const { cause, allowed } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const decision = useCauseDecision(props);
  const { asked, pending } = decision;
  const named = { incident: cause.title };
  const held = cause.decided?.verdict ?? 'withdrawn';
  return (
    <div className={styles.links}>
      <div className={styles.actions}>
        {CAUSE_VERDICTS.filter(verdict => verdict !== held).map(verdict => (
          <Button
            key={verdict}
            size="small"
            variant="tertiary"
            isDisabled={!allowed || pending}
            aria-label={t(`findings.causes.${verdict}Of`, named)}
            onPress={() => decision.ask(verdict)}
          >
            {t(`findings.causes.${verdict}`)}
          </Button>
        ))}
      </div>
      <Outcome decision={decision} />
      {asked && (
        <DecisionDialog
          words={{
            title: t(`findings.causes.${asked}Title`, named),
            text: t('findings.causes.text'),
            reason: t('findings.causes.reason'),
            reasonHint: t('findings.causes.reasonHint'),
            cancel: t('findings.causes.cancel'),
            decide: t(`findings.causes.${asked}`),
            failed: t('findings.failed'),
          }}
          ready
          pending={pending}
          error={decision.error}
          onClose={() => decision.ask(undefined)}
          onDecide={reason => decision.decide(asked, reason)}
        />
      )}
    </div>
  );
}

/** What was said last, with the way back, or what went wrong. */
function Outcome(props: { decision: CauseDecision }) {
  const { done, pending, error, unread, asked, decide, read } = props.decision;
  const { t } = useTranslationRef(traceTranslationRef);
  const said = {
    linked: t('findings.causes.saidLinked'),
    unlinked: t('findings.causes.saidUnlinked'),
    withdrawn: t('findings.causes.saidWithdrawn'),
  };
  return (
    <>
      <div role="status" className={styles.done}>
        {pending && t('findings.causes.saving')}
        {!pending && done && (
          <>
            {said[done.verdict]}{' '}
            {!unread && done.verdict !== done.before && (
              <Button
                size="small"
                variant="tertiary"
                onPress={() =>
                  decide(done.before, t('findings.causes.undoReason'))
                }
              >
                {t('findings.causes.undo')}
              </Button>
            )}
          </>
        )}
      </div>
      {done && error && !asked && (
        <LoadFailed
          error={error}
          title={t('findings.failed')}
          onRetry={() => decide(done.before, t('findings.causes.undoReason'))}
        />
      )}
      {unread && (
        <LoadFailed
          error={unread}
          title={t('findings.causes.notShown')}
          onRetry={read}
        />
      )}
    </>
  );
}
