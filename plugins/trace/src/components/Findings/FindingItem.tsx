import { Box, Button } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age, ForgeLink, QuietTag } from '@throughline/plugin-context-react';
import { FindingSummary } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark } from '../Delivery/RestrictedMark';
import { SeverityMark } from './SeverityMark';
import { FindingExceptions } from './useExceptions';
import folded from '../foldedList.module.css';
import styles from './findings.module.css';

/** A person, without what everybody of the catalog has in common. */
const nameOf = (ref: string) => ref.replace(/^user:(?:default\/)?/, '');
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
    <Box as="li" bg="neutral" className={folded.item}>
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
      {exception && (
        <div className={folded.quiet} title={exception.acceptedBy}>
          {t('findings.by', {
            by: nameOf(exception.acceptedBy),
            until: dayOf(exception.until),
          })}
          {exception.reason &&
            `, ${t('findings.because', { reason: exception.reason })}`}
        </div>
      )}
      {exceptions.allowed && (
        <div className={styles.actions}>
          <Button
            size="small"
            variant="tertiary"
            aria-label={t('findings.acceptOf', { title })}
            onPress={() => exceptions.ask(finding)}
          >
            {t('findings.accept')}
          </Button>
          {exception && (
            <Button
              size="small"
              variant="tertiary"
              aria-label={t('findings.withdrawOf', { title })}
              onPress={() => exceptions.withdraw(finding)}
            >
              {t('findings.withdraw')}
            </Button>
          )}
        </div>
      )}
    </Box>
  );
}
