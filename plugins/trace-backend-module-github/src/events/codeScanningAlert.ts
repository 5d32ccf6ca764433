import { Severity } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import { alertFact, alertTimes } from '../alerts';
import { EventNormaliser } from '../result';
import {
  id,
  identifier,
  optionalPageAddress,
  prose,
  readAction,
  repository,
  sha,
} from '../schemas';

const schema = z.object({
  alert: z.object({
    number: id,
    html_url: optionalPageAddress,
    state: z.enum(['open', 'fixed', 'dismissed', 'closed']).nullish(),
    rule: z.object({
      id: identifier,
      severity: z.enum(['none', 'note', 'warning', 'error']).nullish(),
      security_severity_level: z
        .enum(['low', 'medium', 'high', 'critical'])
        .nullish(),
      description: prose(300).nullish(),
    }),
    tool: z.object({ name: prose(100) }).nullish(),
    most_recent_instance: z
      .object({
        location: z
          .object({
            path: prose(1000).nullish(),
            start_line: z.int().positive().nullish().catch(undefined),
          })
          .nullish(),
      })
      .nullish(),
    ...alertTimes,
  }),
  ref: z.string().nullish(),
  // Empty where it was closed by hand.
  commit_oid: z.union([sha, z.literal('')]).nullish(),
  repository,
});

const OF_RULE: Record<string, Severity> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'note',
};

/** Not where it was fixed: there it is no more. */
const SEEN = new Set([
  'created',
  'appeared_in_branch',
  'reopened',
  'reopened_by_user',
]);

/**
 * `code_scanning_alert`: what CodeQL and others found in the code. GitHub counts
 * alerts for the repository; on which branch one was seen is said beside it.
 */
export const codeScanningAlert: EventNormaliser = payload => {
  const action = readAction(payload);
  const {
    alert,
    ref,
    commit_oid: commit,
    ...said
  } = readPayload(schema, payload);
  const { rule } = alert;
  const place = alert.most_recent_instance?.location;
  const at = alert.updated_at ?? alert.fixed_at ?? alert.created_at;
  const { name, defaultBranch } = said.repository;
  const state = alert.state === 'closed' ? 'dismissed' : alert.state ?? 'open';
  return alertFact({
    repository: name,
    id: `code-scanning-${alert.number}`,
    action,
    times: alert,
    attributes: {
      subtype: 'code',
      tool: alert.tool?.name ?? 'GitHub code scanning',
      rule: rule.id,
      title: rule.description || rule.id,
      url: alert.html_url,
      severity:
        rule.security_severity_level ?? OF_RULE[rule.severity ?? 'warning'],
      state,
      path: place?.path ?? undefined,
      line: place?.start_line ?? undefined,
      ...(commit &&
        SEEN.has(action) && {
          [`seen:${commit}` as const]: {
            sha: commit,
            at,
            defaultBranch: ref === `refs/heads/${defaultBranch}`,
          },
        }),
    },
  });
};
