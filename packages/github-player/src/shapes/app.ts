import { AppAccess, Installation } from '../access/types';
import { Links } from '../server/Links';
import { accountShape } from './account';

/** A GitHub App. */
export function appShape(app: AppAccess, links: Links) {
  return {
    id: app.id,
    slug: app.slug,
    node_id: `A_${app.id}`,
    client_id: app.clientId,
    owner: accountShape(app.owner, links),
    name: app.name,
    description: '',
    external_url: links.web,
    html_url: `${links.web}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
    installations_count: app.installations.length,
  };
}

/** Where an app is installed. */
export function installationShape(
  app: AppAccess,
  installation: Installation,
  links: Links,
) {
  const { account, id } = installation;
  return {
    id,
    account: accountShape(account, links),
    repository_selection:
      installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${links.api}/app/installations/${id}/access_tokens`,
    repositories_url: `${links.api}/installation/repositories`,
    html_url:
      account.type === 'Organization'
        ? `${links.web}/organizations/${account.login}/settings/installations/${id}`
        : `${links.web}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: installation.suspendedAt ?? null,
  };
}
