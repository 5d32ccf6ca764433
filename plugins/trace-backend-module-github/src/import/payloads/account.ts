import { ActorNode } from '../queries/actor';

/** An account as webhooks give it: bots by their login with `[bot]`. */
export function accountPayload(actor: ActorNode) {
  if (!actor) return null;
  const { __typename: type, login } = actor;
  const bot = type === 'Bot' && !login.endsWith('[bot]');
  return { login: bot ? `${login}[bot]` : login, type };
}
