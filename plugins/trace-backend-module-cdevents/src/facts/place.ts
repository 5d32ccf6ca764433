import { Fact, storableText } from '@throughline/plugin-trace-common';
import { fact } from '@throughline/plugin-trace-node';
import { CdEvent } from '../event';
import { ownKey, pageAddress } from './fact';
import { readForgeAddress, repositoryOf } from './forgeAddress';

const MAX_NAME = 500;

/** `created`, `modified` or `deleted`, and since when it is there or gone. */
function fateOf({ name }: CdEvent, at: string): Record<string, string | null> {
  const what = name.split('.')[1];
  return {
    [`${what}At`]: at,
    state: what === 'deleted' ? 'deleted' : 'present',
    ...(what === 'created' && { deletedAt: null }),
  };
}

/** `branch.*` */
export function branchFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  const address = readForgeAddress(subject.id);
  const named = content.repository && repositoryOf(content.repository);
  const { repository, branch } =
    address?.of === 'branch'
      ? { repository: address.repository, branch: address.id }
      : { repository: named, branch: subject.id };
  const name = storableText(branch, MAX_NAME);
  return [
    fact(
      repository ? `branch:${repository}@${name}` : ownKey('branch', subject),
      at,
      { name, repository, ...fateOf(event, at) },
    ),
  ];
}

/** `repository.*`: by its address, so that it is one for all who name it. */
export function repositoryFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  const { uri = content.url } = content;
  const repository = uri === undefined ? undefined : repositoryOf({ id: uri });
  return [
    fact(
      repository ? `repository:${repository}` : ownKey('repository', subject),
      at,
      {
        name: content.name && storableText(content.name, MAX_NAME),
        owner: content.owner && storableText(content.owner, MAX_NAME),
        url: pageAddress(content.viewUrl) ?? pageAddress(uri),
        ...fateOf(event, at),
      },
    ),
  ];
}

/** `environment.*` */
export function environmentFacts(event: CdEvent, at: string): Fact[] {
  const { subject, content } = event;
  return [
    fact(ownKey('environment', subject), at, {
      id: storableText(subject.id, MAX_NAME),
      name: content.name && storableText(content.name, MAX_NAME),
      url: pageAddress(content.uri ?? content.url),
      ...fateOf(event, at),
    }),
  ];
}
