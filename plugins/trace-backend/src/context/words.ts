import { parseEntityRef } from '@backstage/catalog-model';
import { LIMITS } from '@throughline/plugin-context-common';
import {
  MAX_STAGE_COUNT,
  Restriction,
  Stage,
} from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';

/** A text that fits, cut with an ellipsis where it does not. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half a character may be left at the end.
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** An id that fits; a long one keeps its beginning and is told by a digest. */
export function idOf(kind: string, of: string): string {
  const id = `${kind}:${of}`;
  if (id.length <= LIMITS.id) return id;
  const digest = createHash('sha256').update(of).digest('base64url');
  return `${kind}:${digest}`;
}

/** Path of an entity's Delivery tab, with filters. */
export function deliveryTab(
  entityRef: string,
  filter: Record<string, string> = {},
): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  const query = new URLSearchParams(filter).toString();
  const href = `/catalog/${path}/delivery${query && `?${query}`}`;
  return href.length <= LIMITS.href ? href : `/catalog/${path}/delivery`;
}

/** `1 change`, `3 changes`, `1,000 or more changes`. */
export function changes(count: number): string {
  if (count === 1) return '1 change';
  return count >= MAX_STAGE_COUNT
    ? `${MAX_STAGE_COUNT.toLocaleString('en-GB')} or more changes`
    : `${count} changes`;
}

/** What changes in a stage wait for, after "waiting" or "wait". */
export function waitingFor(stage: Stage, hasProduction: boolean): string {
  switch (stage) {
    case 'waiting-for-review':
      return 'for review';
    case 'in-review':
      return 'to be approved';
    case 'tests':
      return 'for tests';
    case 'security':
      return 'for security checks';
    case 'merge':
      return 'to be merged';
    default:
      return hasProduction ? 'for production' : 'to be deployed';
  }
}

/** What people call a change: `#482 Retry card capture`. */
export function nameOfChange(chain: {
  number?: number;
  landedAs?: string;
  title: string;
  restricted?: Restriction;
}): string {
  const { number, landedAs, title, restricted } = chain;
  const mark = number === undefined ? landedAs : `#${number}`;
  if (restricted === 'hidden') {
    return ['Restricted change', mark].filter(Boolean).join(' ');
  }
  return cut([mark, title].filter(Boolean).join(' '), 120);
}
