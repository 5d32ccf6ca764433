import {
  DeploymentAttributes,
  DeploymentStatusAttributes,
  Fact,
  soundsLikeProduction,
  storableText,
  systemDeploymentKey,
} from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { CdEvent } from '../event';
import { identityFacts } from './artifact';
import { digestOf, ownKey, SYSTEM } from './fact';
import { readArtifactId } from './purl';

const MAX_NAME = 200;
const MAX_ENVIRONMENT = 1_000;

/**
 * `service.deployed`, `.upgraded` and `.rolledback`: what is in an environment
 * from then on. Each event is a deployment of its own, so that the same artifact
 * again is one again; which way it went, the commits tell.
 */
export function deploymentFacts(event: CdEvent, at: string): Fact[] {
  const { id, source, subject, content } = event;
  const key = systemDeploymentKey(SYSTEM, digestOf(source, id));
  const environment = storableText(content.environment!.id, MAX_ENVIRONMENT);
  const artifact = readArtifactId(content.artifactId!, source);
  const status: DeploymentStatusAttributes = { state: 'success', at };
  return [
    fact<DeploymentAttributes>(key, at, {
      artifact: artifact.key,
      environment,
      production: soundsLikeProduction(environment),
      service: storableText(subject.id, MAX_NAME),
      version: artifact.attributes.tag ?? artifact.shortVersion,
      createdAt: at,
    }),
    fact(key, at, { 'status:success': status }),
    ...identityFacts(artifact),
  ];
}

/**
 * `service.published` and `.removed`: nothing is deployed by either, so they are
 * of the service itself, by environment.
 */
export function serviceFacts(event: CdEvent, at: string): Fact[] {
  const { name, subject, content } = event;
  const what = name.split('.')[1];
  const environment =
    content.environment &&
    storableText(content.environment.id, MAX_ENVIRONMENT);
  return [
    fact(ownKey('service', subject), at, {
      name: storableText(subject.id, MAX_NAME),
      ...(environment === undefined
        ? { [`${what}At`]: at }
        : { [`${what}:${environment}`]: { environment, at } }),
    }),
  ];
}
