import { useState } from 'react';
import { Alert, Button, TextAreaField, TextField } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Dialog from '@material-ui/core/Dialog';
import { FindingSummary, MAX_REASON } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import dialogStyles from '../ChainDrawer/links.module.css';
import { FindingExceptions } from './useExceptions';

const TITLE_ID = 'trace-exception-title';
const A_DAY = /^\d{4}-\d\d-\d\d$/;

/** Asks until when, and why, people live with a finding. */
export function ExceptionDialog(props: { exceptions: FindingExceptions }) {
  const { exceptions } = props;
  const { asked } = exceptions;
  if (!asked) return null;
  return (
    <Dialog
      open
      onClose={() => exceptions.ask(undefined)}
      aria-labelledby={TITLE_ID}
      PaperProps={{ className: dialogStyles.dialog }}
    >
      <ExceptionForm exceptions={exceptions} finding={asked} />
    </Dialog>
  );
}

function ExceptionForm(props: {
  exceptions: FindingExceptions;
  finding: FindingSummary;
}) {
  const { exceptions, finding } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const ready = A_DAY.test(until) && reason.trim() !== '';
  return (
    <form
      className={dialogStyles.form}
      onSubmit={event => {
        event.preventDefault();
        if (ready) exceptions.accept(finding, reason.trim(), until);
      }}
    >
      <h2 id={TITLE_ID} className={dialogStyles.title}>
        {t('findings.dialog.title', { title: finding.title })}
      </h2>
      <p className={dialogStyles.text}>{t('findings.dialog.text')}</p>
      <TextField
        type={'date' as 'text'}
        label={t('findings.dialog.until')}
        description={t('findings.dialog.untilHint')}
        value={until}
        onChange={setUntil}
        isRequired
      />
      <TextAreaField
        label={t('findings.dialog.reason')}
        description={t('findings.dialog.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={MAX_REASON}
        isRequired
      />
      {exceptions.error && (
        <div role="alert">
          <Alert
            status="danger"
            icon
            title={t('findings.failed')}
            description={exceptions.error.message}
          />
        </div>
      )}
      <div className={dialogStyles.actions}>
        <Button variant="secondary" onPress={() => exceptions.ask(undefined)}>
          {t('findings.dialog.cancel')}
        </Button>
        <Button
          type="submit"
          variant="primary"
          isDisabled={!ready}
          isPending={exceptions.pending}
        >
          {t('findings.dialog.accept')}
        </Button>
      </div>
    </form>
  );
}
