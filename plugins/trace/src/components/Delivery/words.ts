import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { StatusShape } from '@throughline/plugin-context-react';
import {
  Chain,
  EnvironmentSummary,
  ReviewSummary,
  TestSummary,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';

/** A status before it is drawn: the same words in the row and in the drawer. */
export interface Words {
  shape: StatusShape;
  text: string;
}

const REVIEW_SHAPES: Record<ReviewSummary['state'], StatusShape> = {
  none: 'unknown',
  requested: 'unknown',
  commented: 'unknown',
  'changes-requested': 'attention',
  approved: 'ok',
};

/** What reviewers said, in words. */
export function useReviewWords(): (review: ReviewSummary) => Words {
  const { t } = useTranslationRef(traceTranslationRef);
  return ({ state, approvals }) => ({
    shape: REVIEW_SHAPES[state],
    text:
      state === 'approved' && approvals > 1
        ? t('review.approvedBy', { number: String(approvals) })
        : t(`review.${state}`),
  });
}

/** What tests said, in words. That none were seen is unknown, not passed. */
export function useTestsWords(): (tests: TestSummary | undefined) => Words {
  const { t } = useTranslationRef(traceTranslationRef);
  return tests => {
    if (!tests) return { shape: 'unknown', text: t('tests.none') };
    const { total, failed, outcome, source } = tests;
    if (outcome === 'running') {
      return { shape: 'unknown', text: t('tests.running') };
    }
    if (outcome === 'failed') {
      const text =
        failed > 0
          ? t('tests.failed', { failed: String(failed), total: String(total) })
          : t('tests.failedOnly');
      return { shape: 'blocked', text };
    }
    const counted = source === 'junit' ? 'tests.tests' : 'tests.checks';
    return {
      // A run without a single test proves nothing.
      shape: total > 0 ? 'ok' : 'unknown',
      text: t(counted, { count: total }),
    };
  };
}

const ENVIRONMENT_SHAPES: Record<EnvironmentSummary['state'], StatusShape> = {
  live: 'ok',
  baseline: 'ok',
  waiting: 'unknown',
  'rolled-back': 'blocked',
};

/** Where a change is in one environment, in words. A release is cut, not run. */
export function useEnvironmentWords(): (summary: EnvironmentSummary) => Words {
  const { t } = useTranslationRef(traceTranslationRef);
  return ({ state, release }) => {
    const shape = ENVIRONMENT_SHAPES[state];
    if (release && state === 'live') {
      return { shape, text: t('environment.released') };
    }
    if (release && state === 'waiting') {
      return { shape, text: t('environment.unreleased') };
    }
    return { shape, text: t(`environment.${state}`) };
  };
}

const WAITING_STAGES = [
  'waiting-for-review',
  'in-review',
  'tests',
  'security',
  'merge',
  'deploy',
] as const;

/** The current stage in words: what it waits for, if it waits. */
export function useStageText(): (
  chain: Pick<Chain, 'stage' | 'waiting'>,
) => string {
  const { t } = useTranslationRef(traceTranslationRef);
  return ({ stage, waiting }) => {
    const waitsIn = waiting && WAITING_STAGES.find(name => name === stage);
    return waitsIn ? t(`stageNow.${waitsIn}Waiting`) : t(`stageNow.${stage}`);
  };
}
