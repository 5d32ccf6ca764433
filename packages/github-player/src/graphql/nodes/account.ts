import { Account } from '../../model/types';
import { Links } from '../../server/Links';

/** A person, a bot or an organisation; null for an account that is gone. */
export function accountNode(
  account: Account | undefined,
  links: Links,
): Record<string, unknown> | null {
  if (!account) return null;
  // A bot's login has no `[bot]` at the end in GraphQL.
  const login = account.login.replace(/\[bot\]$/, '');
  return {
    __typename: account.type,
    id: `${account.type}_${account.id}`,
    databaseId: account.id,
    login,
    name: account.name ?? null,
    url: `${links.web}/${
      account.type === 'Bot' ? `apps/${login}` : account.login
    }`,
    avatarUrl: `${links.web}/avatars/${account.id}`,
  };
}
