import {
  issueKey,
  parseRepositoryName,
  RepositoryName,
  ticketKey,
} from '@throughline/plugin-trace-common';

const TRACKER_KEY = /^[a-z][a-z0-9]{1,9}-[1-9]\d{0,6}$/i;
const FORGE_REFERENCE =
  /^(?:([\w.-]{1,39}(?:\/[\w.-]{1,100}){1,5}))?#([1-9]\d{0,8})$/;
/** `/acme/shop/issues/12`, and `/acme/shop/-/issues/12` of GitLab. */
const ISSUE_PATH =
  /^\/(.+?)(?:\/-)?\/(?:issues|work_items)\/([1-9]\d{0,8})\/?$/;

function atAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const issue = ISSUE_PATH.exec(url.pathname);
  if (issue) {
    const repository = parseRepositoryName(`${url.host}/${issue[1]}`);
    return repository && issueKey(repository, Number(issue[2]));
  }
  const last = url.pathname.split('/').filter(Boolean).pop() ?? '';
  return TRACKER_KEY.test(last) ? ticketKey(last) : undefined;
}

/**
 * The ticket that a person names: `PAY-812`, `#12`, `owner/name#12`, or the
 * address of a ticket of a tracker or forge.
 *
 * @param repository - what `#12` belongs to
 * @returns its node key; undefined when the text names none
 */
export function ticketNamed(
  text: string,
  repository: RepositoryName,
): string | undefined {
  const trimmed = text.trim();
  if (TRACKER_KEY.test(trimmed)) return ticketKey(trimmed);
  const reference = FORGE_REFERENCE.exec(trimmed);
  if (!reference) return atAddress(trimmed);
  const host = repository.slice(0, repository.indexOf('/'));
  const target = reference[1]
    ? parseRepositoryName(`${host}/${reference[1]}`)
    : repository;
  return target && issueKey(target, Number(reference[2]));
}
