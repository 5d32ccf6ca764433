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
} from '../schemas';

/** What is not named here is not read: the secret itself is in the payload. */
const schema = z.object({
  alert: z.object({
    number: id,
    html_url: optionalPageAddress,
    secret_type: identifier,
    secret_type_display_name: prose(200).nullish(),
    resolution: prose(100).nullish(),
    resolved_at: alertTimes.fixed_at,
    created_at: alertTimes.created_at,
    updated_at: alertTimes.updated_at,
  }),
  repository,
});

/** Resolutions that say that it is a secret no more. */
const FIXED = new Set(['revoked', 'pattern_deleted', 'pattern_edited']);

/**
 * `secret_scanning_alert`: a secret was pushed. Restricted while it is open, as
 * on GitHub, where only few see it.
 */
export const secretScanningAlert: EventNormaliser = payload => {
  const action = readAction(payload);
  const { alert, repository: of } = readPayload(schema, payload);
  const { resolution, resolved_at: resolvedAt } = alert;
  const closed = Boolean(resolution) && action !== 'reopened';
  const fixed = closed && FIXED.has(resolution!);
  const ended = fixed ? 'fixed' : 'dismissed';
  return alertFact({
    repository: of.name,
    id: `secret-scanning-${alert.number}`,
    action,
    times: {
      ...alert,
      fixed_at: fixed ? resolvedAt : undefined,
      dismissed_at: closed && !fixed ? resolvedAt : undefined,
      dismissed_reason: closed && !fixed ? resolution : undefined,
    },
    attributes: {
      subtype: 'secret',
      tool: 'GitHub secret scanning',
      rule: alert.secret_type,
      title: alert.secret_type_display_name || alert.secret_type,
      url: alert.html_url,
      severity: 'critical',
      state: closed ? ended : 'open',
      restricted: !closed,
    },
  });
};
