import { Button } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age, ForgeLink, QuietTag } from '@throughline/plugin-context-react';
import { FindingSummary } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark } from '../Delivery/RestrictedMark';
import { Person } from '../parts';
import { SeverityMark } from './SeverityMark';
import { FindingExceptions } from './useExceptions';
import folded from '../foldedList.module.css';
import styles from './findings.module.css';

const dayOf = (instant: string) => instant.slice(0, 10);

function placeOf({ path, line, dependency }: FindingSummary): string {
  const place = line === undefined ? path : `${path}:${line}`;
  return [dependency, place].filter(Boolean).join(', ');
}

/** A finding: how bad it is, where it is, and who lives with it. */
export function FindingItem(props: {
  finding: FindingSummary;
  exceptions: FindingExceptions;
}) {
  const { finding, exceptions } = props;
  const { title, severity, state, exception, restricted } = finding;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <>
      <div className={folded.head}>
        <SeverityMark severity={severity} />
        <ForgeLink url={finding.url}>{title}</ForgeLink>
        {restricted && <RestrictedMark restriction={restricted} />}
        {state !== 'open' && (
          <QuietTag attention={state === 'expired'}>
            {t(`findings.state.${state}`)}
          </QuietTag>
        )}
      </div>
      <div className={folded.quiet}>
        {[finding.tool, finding.rule, placeOf(finding)]
          .filter(Boolean)
          .join(' · ')}
        {' · '}
        {t('findings.since')} <Age iso={finding.openedAt} ago />
      </div>
      {finding.closedAt && (
        <div className={folded.quiet}>
          {t(`findings.closed.${finding.closedBecause ?? 'fixed'}`)}{' '}
          <Age iso={finding.closedAt} ago />
          {finding.dismissedReason && `, ${finding.dismissedReason}`}
        </div>
      )}
      {exception && <Accepted exception={exception} />}
      {exceptions.allowed && state !== 'closed' && (
        <Actions finding={finding} exceptions={exceptions} />
      )}
    </>
  );
}

/** Who lives with it, since when and until when, and why. */
function Accepted(props: {
  exception: NonNullable<FindingSummary['exception']>;
}) {
  const { acceptedBy, until, at, reason } = props.exception;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <div className={folded.quiet}>
      {t('findings.by', {
        by: <Person entityRef={acceptedBy} />,
        until: dayOf(until),
      })}
      {reason && `, ${t('findings.because', { reason })}`}
      {' · '}
      <Age iso={at} ago />
    </div>
  );
}

function Actions(props: {
  finding: FindingSummary;
  exceptions: FindingExceptions;
}) {
  const { finding, exceptions } = props;
  const { title, state, exception } = finding;
  const { t } = useTranslationRef(traceTranslationRef);
  const isOn = state === 'excepted';
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        variant="secondary"
        isDisabled={exceptions.pending}
        aria-label={
          isOn
            ? t('findings.changeOf', { title })
            : t('findings.acceptOf', { title })
        }
        onPress={() => exceptions.ask(finding)}
      >
        {isOn ? t('findings.change') : t('findings.accept')}
      </Button>
      {exception && (
        <Button
          size="small"
          variant="tertiary"
          isDisabled={exceptions.pending}
          aria-label={t('findings.withdrawOf', { title })}
          onPress={() => exceptions.withdraw(finding)}
        >
          {t('findings.withdraw')}
        </Button>
      )}
    </div>
  );
}
