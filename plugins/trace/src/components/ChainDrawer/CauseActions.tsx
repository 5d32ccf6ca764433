import { useState } from 'react';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button, TextAreaField } from '@backstage/ui';
import Dialog from '@material-ui/core/Dialog';
import {
  CauseRequest,
  ChainStep,
  MAX_REASON,
} from '@throughline/plugin-trace-common';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import styles from './links.module.css';

const TITLE_ID = 'trace-cause-title';

/** An incident that a deployment of the change may have caused. */
export interface PossibleCause {
  /** Node keys. */
  incident: string;
  deployment: string;
  title: string;
}

/** Incidents that a deployment of the change may have caused, or did. */
export function possibleCauses(steps: ChainStep[]): PossibleCause[] {
  return steps
    .filter(({ step }) => step === 'incident')
    .flatMap(({ nodes }) => nodes)
    .flatMap(({ node, deployment }) =>
      deployment ? [{ incident: node.id, deployment, title: node.title }] : [],
    );
}

/** What a person says of an incident that a deployment may have caused. */
export function CauseActions(props: {
  entityRef: CompoundEntityRef;
  cause: PossibleCause;
  /** Whether the person may. */
  allowed: boolean;
}) {
  const { entityRef, cause, allowed } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const traceApi = useApi(traceApiRef);
  const [asked, setAsked] = useState<CauseRequest['verdict']>();
  const [done, setDone] = useState<CauseRequest['verdict']>();
  const [error, setError] = useState<Error>();
  const [pending, setPending] = useState(false);
  const named = { incident: cause.title };

  const decide = async (verdict: CauseRequest['verdict'], reason: string) => {
    setPending(true);
    setError(undefined);
    try {
      const { incident, deployment } = cause;
      await traceApi.decideCause(entityRef, incident, {
        deployment,
        verdict,
        reason,
      });
      setDone(verdict);
      setAsked(undefined);
    } catch (caught) {
      setError(caught as Error);
    } finally {
      setPending(false);
    }
  };

  return (
    <div className={styles.links}>
      <div className={styles.actions}>
        <Button
          size="small"
          variant="tertiary"
          isDisabled={!allowed}
          aria-label={t('findings.causes.confirmOf', named)}
          onPress={() => setAsked('linked')}
        >
          {t('findings.causes.confirm')}
        </Button>
        <Button
          size="small"
          variant="tertiary"
          isDisabled={!allowed}
          aria-label={t('findings.causes.rejectOf', named)}
          onPress={() => setAsked('unlinked')}
        >
          {t('findings.causes.reject')}
        </Button>
      </div>
      <div role="status" className={styles.done}>
        {done === 'linked' && t('findings.causes.saidConfirmed')}
        {done === 'unlinked' && t('findings.causes.saidRejected')}
      </div>
      {asked && (
        <Dialog
          open
          onClose={() => setAsked(undefined)}
          aria-labelledby={TITLE_ID}
          PaperProps={{ className: styles.dialog }}
        >
          <CauseForm
            title={
              asked === 'linked'
                ? t('findings.causes.confirmTitle', named)
                : t('findings.causes.rejectTitle', named)
            }
            action={
              asked === 'linked'
                ? t('findings.causes.confirm')
                : t('findings.causes.reject')
            }
            error={error}
            pending={pending}
            onCancel={() => setAsked(undefined)}
            onDecided={reason => decide(asked, reason)}
          />
        </Dialog>
      )}
    </div>
  );
}

function CauseForm(props: {
  title: string;
  action: string;
  error?: Error;
  pending: boolean;
  onCancel(): void;
  onDecided(reason: string): void;
}) {
  const { title, action, error, pending, onCancel, onDecided } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '';
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (ready) onDecided(reason.trim());
      }}
    >
      <h2 id={TITLE_ID} className={styles.title}>
        {title}
      </h2>
      <p className={styles.text}>{t('findings.causes.text')}</p>
      <TextAreaField
        label={t('findings.causes.reason')}
        description={t('findings.causes.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={MAX_REASON}
        isRequired
      />
      {error && (
        <div role="alert">
          <Alert
            status="danger"
            icon
            title={t('findings.failed')}
            description={error.message}
          />
        </div>
      )}
      <div className={styles.actions}>
        <Button variant="secondary" onPress={onCancel}>
          {t('findings.causes.cancel')}
        </Button>
        <Button
          type="submit"
          variant="primary"
          isDisabled={!ready}
          isPending={pending}
        >
          {action}
        </Button>
      </div>
    </form>
  );
}
