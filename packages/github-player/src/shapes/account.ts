import { Account } from '../model/types';
import { Links } from '../server/Links';

/** An account as the REST API and the webhooks give it. */
export function accountShape(account: Account, { web, api }: Links) {
  const url = `${api}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: `${account.type}_${account.id}`,
    avatar_url: `${web}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url:
      account.type === 'Bot'
        ? `${web}/apps/${account.login.replace(/\[bot\]$/, '')}`
        : `${web}/${account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
}
