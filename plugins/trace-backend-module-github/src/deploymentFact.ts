import {
  DeploymentAttributes,
  deploymentKey,
  Fact,
  soundsLikeProduction,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { fact } from '@throughline/plugin-trace-node';
import { id, identifier, instant, prose, repository, sha } from './schemas';

const MAX_PAYLOAD = 65_536;

/** A deployment, as both deployment events give it. */
export const deploymentSchema = z.object({
  id,
  sha,
  ref: identifier.nullish(),
  environment: identifier,
  production_environment: z.boolean().optional(),
  payload: z.unknown().optional(),
  created_at: instant,
  updated_at: instant.optional(),
});
type Deployment = z.output<typeof deploymentSchema>;

const words = z
  .union([z.string(), z.number().transform(String)])
  .pipe(prose(200));

function parsed(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  if (payload.length > MAX_PAYLOAD) return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** What the deploying tool put into the payload, which is free for any use. */
function said(payload: unknown, name: 'service' | 'version') {
  const holder = z.object({ [name]: words }).safeParse(parsed(payload));
  return holder.data?.[name] || undefined;
}

/** What a deployment is, apart from how it went. */
export function deploymentFact(
  of: z.output<typeof repository>,
  deployment: Deployment,
): Fact {
  const { environment } = deployment;
  return fact<DeploymentAttributes>(
    deploymentKey(of.name, deployment.id),
    deployment.updated_at ?? deployment.created_at,
    {
      sha: deployment.sha,
      ref: deployment.ref ?? undefined,
      environment,
      production:
        deployment.production_environment === true ||
        soundsLikeProduction(environment),
      service: said(deployment.payload, 'service'),
      version: said(deployment.payload, 'version'),
      createdAt: deployment.created_at,
      url: `${of.url}/deployments/${encodeURIComponent(environment)}`,
    },
  );
}
