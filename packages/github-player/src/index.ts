/**
 * A local server that answers as GitHub does, from a made-up organisation.
 *
 * @packageDocumentation
 */

export * as actions from './actions';
export type { Place } from './actions';
export * from './access/tokens';
export * from './access/types';
export type { Fault, FaultAnswer, FaultRequest } from './faults/Faults';
export { Faults } from './faults/Faults';
export { Dice } from './generate/Dice';
export {
  generateOrganisation,
  type GenerateOptions,
} from './generate/organisation';
export { emptyRepository } from './generate/repository';
export * from './model/changes';
export { historyOf } from './model/history';
export * from './model/Organisation';
export * from './model/types';
export { Links } from './server/Links';
export type { LoggedRequest } from './server/Player';
export {
  startGithubPlayer,
  type GithubPlayer,
  type GithubPlayerOptions,
} from './server/startGithubPlayer';
export type { Delivery } from './webhooks/Delivery';
export {
  sendWebhooks,
  signDelivery,
  type WebhookTarget,
} from './webhooks/sendWebhooks';
export { webhooksOf } from './webhooks/webhooksOf';
