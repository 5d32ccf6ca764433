/** Texts about what no entity claims of repositories, below `unowned`. */
export const unownedMessages = {
  title: 'Parts of repositories without an entity',
  text: 'Entities claim parts of these repositories, and none claims what is listed here, with its changes of the last 90 days. A change of nothing else shows on no entity’s page and counts in no figure. To claim a part, put it into the annotation of the entity it belongs to, after a comma where there are others:',
  snippet: 'the annotation',
  loading: 'Loading parts without an entity',
  empty:
    'Nothing: whatever changed in the last 90 days in repositories that entities claim belongs to one.',
  emptyOne:
    'Nothing of {{repository}}: whatever changed there in the last 90 days belongs to an entity, or none claims a part of it.',
  all: 'All repositories',
  parts_one: '{{count}} part',
  parts_other: '{{count}} parts',
  partsMany: 'more than {{number}} parts',
  changes_one: '{{count}} change',
  changes_other: '{{count}} changes',
  alsoOwned_one: '{{count}} of them belongs to an entity as well',
  alsoOwned_other: '{{count}} of them belong to an entity as well',
  unknown: 'which files is not known or not shown',
  latest: 'latest',
  latestHidden: 'of an entity that you may not see',
  truncated: 'There is more than is listed or counted here.',
  link: 'Link to this repository',
  more: 'Show more repositories',
  loadingMore: 'Loading more repositories',
  moreFailed: 'More repositories could not be loaded.',
} as const;
