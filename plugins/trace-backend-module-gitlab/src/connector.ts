import {
  ignored,
  NormaliseError,
  readMembers,
  TraceConnector,
} from '@throughline/plugin-trace-node';
import { GitlabSettings } from './config';
import { KINDS } from './kinds';
import { identifyRequest } from './request';
import { readInstant } from './schemas';
import { speaksOf } from './speaksOf';
import { verifyRequest } from './verify';

/** What it brings, for people. */
export const GIVES = [
  'commits and tags',
  'merge requests and approvals',
  'pipelines and jobs',
  'deployments and releases',
  'issues and incidents',
];

/** GitLab's webhooks. */
export function createGitlabConnector(
  settings: GitlabSettings,
): TraceConnector {
  return {
    id: 'gitlab',
    title: 'GitLab',
    gives: GIVES,
    verify: verifyRequest,
    async identify(request) {
      return identifyRequest(request);
    },
    async speaksOf(request) {
      return speaksOf(readMembers(request.body));
    },
    async normalise({ event, body, receivedAt }) {
      const normalise = KINDS.get(event);
      if (!normalise) {
        return ignored(`GitLab's "${event}" says nothing about delivery.`);
      }
      let payload: Record<string, unknown>;
      try {
        payload = readMembers(body);
      } catch (error) {
        throw new NormaliseError(
          'payload',
          error instanceof Error ? error.message : `${error}`,
        );
      }
      return normalise(payload, {
        settings,
        receivedAt: readInstant(receivedAt) ?? receivedAt,
      });
    },
  };
}
