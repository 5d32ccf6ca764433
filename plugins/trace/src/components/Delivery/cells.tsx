import { VisuallyHidden } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age, Hint, StatusMark } from '@throughline/plugin-context-react';
import {
  Chain,
  EnvironmentSummary,
  ReviewSummary,
  Stage,
  STAGES,
  TestSummary,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import {
  useEnvironmentWords,
  useReviewWords,
  useStageText,
  useTestsWords,
  Words,
} from './words';
import { StageStrip } from './StageStrip';
import styles from './delivery.module.css';

function Status(props: { words: Words; hint?: string }) {
  const { words, hint } = props;
  return (
    <Hint text={hint}>
      <span>
        <StatusMark shape={words.shape}>{words.text}</StatusMark>
      </span>
    </Hint>
  );
}

/** What reviewers said, and since when. */
export function ReviewCell(props: { review: ReviewSummary }) {
  const { review } = props;
  const words = useReviewWords()(review);
  return (
    <div className={styles.stack}>
      <Status words={words} />
      {review.since && <Age className={styles.below} iso={review.since} />}
    </div>
  );
}

/** What tests said, and whether they can be believed. */
export function TestsCell(props: { tests?: TestSummary }) {
  const { tests } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const words = useTestsWords()(tests);
  const detail = ({ passed, failed, skipped, total }: TestSummary) =>
    t('tests.detail', {
      passed: String(passed),
      failed: String(failed),
      skipped: String(skipped),
      total: String(total),
    });
  return (
    <div className={styles.stack}>
      <Status words={words} hint={tests && detail(tests)} />
      {tests && tests.flaky > 0 && (
        <Status
          words={{
            shape: 'attention',
            text: t('tests.flaky', { number: String(tests.flaky) }),
          }}
          hint={t('tests.flakyHint')}
        />
      )}
    </div>
  );
}

/** Where a change is in one environment: its state, then version and age. */
export function EnvironmentCell(props: { summary?: EnvironmentSummary }) {
  const { summary } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const environmentWords = useEnvironmentWords();
  if (!summary) {
    return (
      <>
        <span aria-hidden="true" className={styles.below}>
          –
        </span>
        <VisuallyHidden>{t('environment.nothing')}</VisuallyHidden>
      </>
    );
  }
  const { state, version, since, incomplete, estimated } = summary;
  return (
    <div className={styles.stack}>
      <Status
        words={environmentWords(summary)}
        hint={state === 'baseline' ? t('environment.baselineHint') : undefined}
      />
      <span className={styles.below} title={version}>
        {version && <>{version} · </>}
        <Age iso={since} />
      </span>
      {incomplete && (
        <span className={styles.below}>
          <Status
            words={{ shape: 'attention', text: t('environment.incomplete') }}
            hint={t('environment.incompleteHint')}
          />
        </span>
      )}
      {estimated && (
        <span className={styles.below}>
          <Status
            words={{ shape: 'unknown', text: t('environment.estimated') }}
            hint={t('environment.estimatedHint')}
          />
        </span>
      )}
    </div>
  );
}

/** The road of a change. `closed` is beside it. */
const ROAD: Stage[] = STAGES.filter(stage => stage !== 'closed');

/** The stage strip of a change with the current stage named and its age. */
export function StageCell(props: {
  chain: Pick<Chain, 'stage' | 'stageSince' | 'waiting'>;
}) {
  const { chain } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const stageText = useStageText();
  const position = ROAD.indexOf(chain.stage) + 1;
  return (
    <StageStrip
      total={ROAD.length}
      position={position}
      name={stageText(chain)}
      positionText={t('stageNow.position', {
        position: String(position),
        total: String(ROAD.length),
      })}
      age={<Age iso={chain.stageSince} />}
    />
  );
}
