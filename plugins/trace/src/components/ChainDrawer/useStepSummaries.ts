import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Chain, ChainStep } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { changeLabel } from '../Delivery/ChangeCell';
import {
  useEnvironmentWords,
  useReviewWords,
  useTestsWords,
  Words,
} from '../Delivery/words';

type Step = ChainStep['step'];

/** The steps of every chain, left to right. */
export const STEPS: Step[] = [
  'ticket',
  'code',
  'review',
  'tests',
  'release',
  'deployment',
  'incident',
];

/** What each step of a chain comes to, as a status with a few words. */
export function useStepSummaries(): (chain: Chain) => Record<Step, Words> {
  const { t } = useTranslationRef(traceTranslationRef);
  const reviewWords = useReviewWords();
  const testsWords = useTestsWords();
  const environmentWords = useEnvironmentWords();
  return chain => {
    const { environments, incidents } = chain;
    const unknown: Words = { shape: 'unknown', text: t('drawer.nothingSeen') };
    const release = environments.find(environment => environment.release);
    const running = environments.filter(environment => !environment.release);
    const goal = running.find(({ production }) => production) ?? running.at(-1);
    return {
      ticket: ticketWords(chain),
      code: { shape: 'ok', text: changeLabel(chain) },
      review: reviewWords(chain.review),
      tests: testsWords(chain.tests),
      release: release ? environmentWords(release) : unknown,
      deployment: goal
        ? {
            ...environmentWords(goal),
            text: `${goal.environment}: ${environmentWords(goal).text}`,
          }
        : unknown,
      incident:
        incidents.length > 0
          ? { shape: 'attention', text: incidents.map(i => i.key).join(', ') }
          : { shape: 'unknown', text: t('drawer.noIncident') },
    };
  };

  function ticketWords({ tickets, incomplete }: Chain): Words {
    const [first, ...others] = tickets.filter(
      ({ link }) => link !== 'mentions',
    );
    if (first) {
      const more =
        others.length > 0
          ? ` ${t('drawer.more', { number: String(others.length) })}`
          : '';
      return { shape: 'ok', text: `${first.key}${more}` };
    }
    return incomplete.includes('no-ticket')
      ? { shape: 'attention', text: t('incomplete.no-ticket') }
      : { shape: 'unknown', text: t('delivery.noTicket') };
  }
}
