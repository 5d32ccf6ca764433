import { useEffect, useRef } from 'react';
import { Button } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FindingState } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { FindingExceptions } from './useExceptions';
import folded from '../foldedList.module.css';

/** What was decided last, and where it is now. */
export function Said(props: {
  done: FindingExceptions['done'];
  onShow(view: FindingState): void;
}) {
  const { done, onShow } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const region = useRef<HTMLDivElement>(null);
  // The button that was pressed leaves the list with its finding.
  useEffect(() => {
    if (done) region.current?.focus();
  }, [done]);
  return (
    <div role="status" className={folded.quiet} ref={region} tabIndex={-1}>
      {done?.accepted === true && (
        <>
          {t('findings.saidAccepted', {
            title: done.finding.title,
            until: done.finding.exception?.until.slice(0, 10) ?? '',
          })}{' '}
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onShow('excepted')}
          >
            {t('findings.showAccepted')}
          </Button>
        </>
      )}
      {done?.accepted === false && (
        <>
          {t('findings.saidWithdrawn', { title: done.finding.title })}{' '}
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onShow('open')}
          >
            {t('findings.showOpen')}
          </Button>
        </>
      )}
    </div>
  );
}
