import {
  FindingAttributes,
  findingKey,
  RepositoryName,
  Severity,
} from '@throughline/plugin-trace-common';
import { fact, facts, Normalised } from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { instant, prose } from './schemas';

/** Which of two reports of one second is the later one. */
const RANKS: Record<string, number> = {
  created: 0,
  appeared_in_branch: 1,
  reopened: 2,
  reopened_by_user: 2,
  reintroduced: 2,
  fixed: 3,
  closed_by_user: 3,
  dismissed: 3,
  auto_dismissed: 3,
  resolved: 3,
  closed: 3,
  withdrawn: 4,
};

/** Times that alerts of all kinds have. */
export const alertTimes = {
  created_at: instant,
  updated_at: instant.nullish(),
  fixed_at: instant.nullish(),
  dismissed_at: instant.nullish(),
  dismissed_reason: prose(100).nullish(),
};

/** The words of advisories for how bad something is. */
export const advisorySeverity = z
  .enum(['critical', 'high', 'medium', 'moderate', 'low', 'unknown'])
  .transform((value): Severity => {
    if (value === 'moderate') return 'medium';
    return value === 'unknown' ? 'note' : value;
  });

/** An alert, as far as all kinds of them say the same. */
interface Alert {
  repository: RepositoryName;
  /** Unique among all alerts of the repository, e.g. `code-scanning-7`. */
  id: string;
  action: string;
  times: z.output<z.ZodObject<typeof alertTimes>>;
  attributes: Omit<
    FindingAttributes,
    'createdAt' | 'fixedAt' | 'dismissedAt' | 'dismissedReason'
  > & { [seen: `seen:${string}`]: object };
}

/** The fact that an event about an alert is. */
export function alertFact(alert: Alert): Normalised {
  const { repository, id, action, times, attributes } = alert;
  const {
    created_at: createdAt,
    fixed_at: fixedAt,
    dismissed_at: dismissedAt,
  } = times;
  const at = [createdAt, times.updated_at, fixedAt, dismissedAt]
    .filter((time): time is string => Boolean(time))
    .reduce((a, b) => (a > b ? a : b));
  return facts(
    fact<Alert['attributes'] & FindingAttributes>(
      findingKey(repository, id),
      at,
      {
        ...attributes,
        createdAt,
        fixedAt: fixedAt ?? null,
        dismissedAt: dismissedAt ?? null,
        dismissedReason: times.dismissed_reason ?? null,
      },
      Object.hasOwn(RANKS, action) ? RANKS[action] : 1,
    ),
  );
}
