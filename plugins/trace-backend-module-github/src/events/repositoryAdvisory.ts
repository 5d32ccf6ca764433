import { z } from 'zod';
import { readPayload } from '@throughline/plugin-trace-node';
import { advisorySeverity, alertFact, alertTimes } from '../alerts';
import { EventNormaliser } from '../result';
import {
  identifier,
  optionalPageAddress,
  prose,
  readAction,
  repository,
} from '../schemas';

const schema = z.object({
  repository_advisory: z.object({
    ghsa_id: identifier,
    summary: prose(300),
    severity: advisorySeverity.nullish(),
    html_url: optionalPageAddress,
    state: z.enum(['published', 'closed', 'withdrawn', 'draft', 'triage']),
    created_at: alertTimes.created_at,
    updated_at: alertTimes.updated_at,
    published_at: alertTimes.created_at.nullish(),
    closed_at: alertTimes.fixed_at,
    withdrawn_at: alertTimes.fixed_at,
  }),
  repository,
});

/**
 * `repository_advisory`: a weakness of the repository's own code that its
 * maintainers write an advisory about. Restricted until it is published.
 */
export const repositoryAdvisory: EventNormaliser = payload => {
  const action = readAction(payload);
  const { repository_advisory: advisory, ...said } = readPayload(
    schema,
    payload,
  );
  const { state } = advisory;
  const gone = advisory.withdrawn_at ?? advisory.closed_at;
  const open = state === 'draft' || state === 'triage';
  // It is published with the fix.
  const ended = state === 'published' ? 'fixed' : 'dismissed';
  return alertFact({
    repository: said.repository.name,
    id: `advisory-${advisory.ghsa_id}`,
    action,
    times: {
      created_at: advisory.created_at,
      updated_at: advisory.updated_at,
      fixed_at: state === 'published' ? advisory.published_at : undefined,
      dismissed_at: state === 'published' || open ? undefined : gone,
      dismissed_reason: undefined,
    },
    attributes: {
      subtype: 'code',
      tool: 'GitHub advisory',
      rule: advisory.ghsa_id,
      title: advisory.summary,
      url: advisory.html_url,
      severity: advisory.severity ?? 'note',
      state: open ? 'open' : ended,
      restricted: state !== 'published',
    },
  });
};
