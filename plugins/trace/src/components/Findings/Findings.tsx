import { CompoundEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LoadFailed } from '@throughline/plugin-context-react';
import { FindingSummary } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { FlakyTests } from '../FlakyTests';
import { Folded, ReadList, readingOf } from '../parts';
import { ExceptionDialog } from './ExceptionDialog';
import { FindingItem } from './FindingItem';
import { Said } from './Said';
import { useExceptions } from './useExceptions';
import { useFindings } from './useFindings';
import { useFindingsView } from './useFindingsView';
import { Views } from './Views';
import folded from '../foldedList.module.css';

/** What is unsafe and what is flaky, read when somebody wants to know. */
export function Findings(props: { entityRef: CompoundEntityRef }) {
  const { t } = useTranslationRef(traceTranslationRef);
  const { isAsked } = useFindingsView();
  return (
    <Folded
      title={t('findings.title')}
      intro={t('findings.intro')}
      open={isAsked}
    >
      <FindingList {...props} />
      <FlakyTests {...props} />
    </Folded>
  );
}

function FindingList(props: { entityRef: CompoundEntityRef }) {
  const { t } = useTranslationRef(traceTranslationRef);
  const { view, show } = useFindingsView();
  const pages = useFindings(props.entityRef, view);
  const { value, stale } = pages;
  const exceptions = useExceptions({
    allowed: value?.mayExcept ?? false,
    onDecided: pages.refresh,
  });
  return (
    <section className={folded.content}>
      <h4 className={folded.title}>{t('findings.heading')}</h4>
      <Views view={view} counts={value?.counts} onChange={show} />
      <div className={stale && value ? folded.stale : folded.fresh}>
        <ReadList
          reading={readingOf<FindingSummary>(pages)}
          words={{
            label: t('findings.listLabel'),
            loading: t('findings.loading'),
            emptyTitle: t(`findings.empty.${view}`),
            emptyText: t(`findings.emptyText.${view}`),
            more: {
              load: t('findings.more'),
              loading: t('findings.loadingMore'),
              failed: t('findings.moreFailed'),
            },
          }}
          keyOf={({ id }) => id}
        >
          {finding => <FindingItem finding={finding} exceptions={exceptions} />}
        </ReadList>
      </div>
      {value && value.items.length > 0 && !value.mayExcept && (
        <p className={folded.quiet}>{t('findings.notAllowed')}</p>
      )}
      <Said done={exceptions.done} onShow={show} />
      {exceptions.error && !exceptions.asked && (
        <LoadFailed
          error={exceptions.error}
          title={t('findings.failed')}
          onRetry={pages.refresh}
        />
      )}
      <ExceptionDialog exceptions={exceptions} />
    </section>
  );
}
