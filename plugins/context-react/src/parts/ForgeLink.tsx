import { ReactNode } from 'react';
import { Link } from '@backstage/core-components';

/**
 * A link to where a thing lives, or its bare name when no usable address is
 * known: addresses come from outside, so only web ones become links.
 */
export function ForgeLink(props: { url?: string; children: ReactNode }) {
  return props.url && /^https?:\/\//i.test(props.url) ? (
    <Link to={props.url}>{props.children}</Link>
  ) : (
    <span>{props.children}</span>
  );
}
