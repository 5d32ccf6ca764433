import {
  ignored,
  NormaliseError,
  TraceConnector,
} from '@throughline/plugin-trace-node';
import { GithubSettings } from './config';
import { EVENTS } from './events';
import { identifyRequest, readBody } from './request';
import { verifySignature } from './verify';

/** Advisories about everything there is, not about what is used here. */
const ADVISORIES = new Set(['security_advisory']);

/** GitHub's webhooks. Everything it says depends on the body alone. */
export function createGithubConnector(
  settings: GithubSettings,
): TraceConnector {
  return {
    id: 'github',
    title: 'GitHub',
    gives: [
      'commits and tags',
      'pull requests and reviews',
      'checks and workflow runs',
      'deployments and releases',
      'issues and incidents',
      'security alerts',
    ],
    verify: verifySignature,
    async identify(request) {
      return identifyRequest(request);
    },
    async normalise({ event, body, context }) {
      const normalise = EVENTS.get(event);
      if (ADVISORIES.has(event)) {
        return ignored(
          'Advisories about all the world; what is used here comes as alerts.',
        );
      }
      if (!normalise) {
        return ignored(
          event === 'ping'
            ? 'A ping: the webhook is set up and reaches us.'
            : `GitHub's event "${event}" says nothing about delivery.`,
        );
      }
      let payload: Record<string, unknown>;
      try {
        payload = readBody(body, context);
      } catch (error) {
        throw new NormaliseError(
          'payload',
          error instanceof Error ? error.message : `${error}`,
        );
      }
      return normalise(payload, settings);
    },
  };
}
