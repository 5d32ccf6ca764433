/** Texts of the list of deployments, below `deployments`. */
export const deploymentMessages = {
  title: 'Deployments',
  intro: 'What each deployment brought, and what it took out.',
  loading: 'Loading deployments',
  listLabel: 'Deployments, the latest first',
  emptyTitle: 'Nothing was deployed yet, as far as trace knows',
  emptyText:
    'Deployments appear here when GitHub, GitLab, a pipeline or a CDEvents sender says that one succeeded.',
  more: 'Show more deployments',
  loadingMore: 'Loading more deployments',
  moreFailed: 'More deployments could not be loaded.',
  production: 'production',
  outcome: {
    baseline: 'first known',
    forward: 'brought changes',
    rollback: 'rolled back',
    diverged: 'brought and took out',
    redeploy: 'the same again',
  },
  baselineHint:
    'What it holds was there before anybody looked, so nothing of it is said to be brought.',
  added: 'Brought',
  removed: 'Took out',
  commits_one: '{{count}} commit',
  commits_other: '{{count}} commits',
  noChanges:
    'none of them a change of this entity or of a library it is built with',
  andMore: 'and more',
  via: 'through',
  hidden_one: 'and {{count}} change of a library that you may not see',
  hidden_other: 'and {{count}} changes of libraries that you may not see',
} as const;
