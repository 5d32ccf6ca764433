import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import { advisorySeverity, alertFact, alertTimes } from '../alerts';
import { EventNormaliser } from '../result';
import {
  id,
  identifier,
  optionalPageAddress,
  prose,
  readAction,
  repository,
} from '../schemas';

const schema = z.object({
  alert: z.object({
    number: id,
    html_url: optionalPageAddress,
    state: z.enum(['open', 'fixed', 'dismissed', 'auto_dismissed']),
    dependency: z.object({
      package: z.object({ name: identifier }),
      manifest_path: prose(1000).nullish(),
    }),
    security_advisory: z.object({
      ghsa_id: identifier,
      summary: prose(300),
      severity: advisorySeverity,
    }),
    security_vulnerability: z
      .object({ vulnerable_version_range: prose(100).nullish() })
      .nullish(),
    auto_dismissed_at: alertTimes.dismissed_at,
    ...alertTimes,
  }),
  repository,
});

/** `dependabot_alert`: a published weakness of something that is used. */
export const dependabotAlert: EventNormaliser = payload => {
  const action = readAction(payload);
  const { alert, repository: of } = readPayload(schema, payload);
  const { dependency, security_advisory: advisory } = alert;
  const range = alert.security_vulnerability?.vulnerable_version_range;
  return alertFact({
    repository: of.name,
    id: `dependabot-${alert.number}`,
    action,
    times: {
      ...alert,
      dismissed_at: alert.dismissed_at ?? alert.auto_dismissed_at,
    },
    attributes: {
      subtype: 'dependency',
      tool: 'Dependabot',
      rule: advisory.ghsa_id,
      title: advisory.summary,
      url: alert.html_url,
      severity: advisory.severity,
      state: alert.state === 'auto_dismissed' ? 'dismissed' : alert.state,
      path: dependency.manifest_path ?? undefined,
      dependency: [dependency.package.name, range].filter(Boolean).join(' '),
    },
  });
};
