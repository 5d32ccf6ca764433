import { useState } from 'react';
import { TextField } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FindingSummary } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { DecisionDialog } from '../parts';
import { FindingExceptions } from './useExceptions';

const A_DAY = /^\d{4}-\d\d-\d\d$/;

/** Asks until when, and why, people live with a finding. */
export function ExceptionDialog(props: { exceptions: FindingExceptions }) {
  const { exceptions } = props;
  const { asked } = exceptions;
  if (!asked) return null;
  return <AskForException exceptions={exceptions} finding={asked} />;
}

function AskForException(props: {
  exceptions: FindingExceptions;
  finding: FindingSummary;
}) {
  const { exceptions, finding } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const [until, setUntil] = useState('');
  return (
    <DecisionDialog
      words={{
        title: t('findings.dialog.title', { title: finding.title }),
        text: t('findings.dialog.text'),
        reason: t('findings.dialog.reason'),
        reasonHint: t('findings.dialog.reasonHint'),
        cancel: t('findings.dialog.cancel'),
        decide: t('findings.dialog.accept'),
        failed: t('findings.failed'),
      }}
      ready={A_DAY.test(until)}
      pending={exceptions.pending}
      error={exceptions.error}
      onClose={() => exceptions.ask(undefined)}
      onDecide={reason => exceptions.accept(finding, reason, until)}
    >
      <TextField
        type={'date' as 'text'}
        label={t('findings.dialog.until')}
        description={t('findings.dialog.untilHint')}
        value={until}
        onChange={setUntil}
        isRequired
      />
    </DecisionDialog>
  );
}
