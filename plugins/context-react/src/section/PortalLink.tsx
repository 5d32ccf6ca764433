import { Link } from '@backstage/core-components';
import { ReactNode } from 'react';

/** Web addresses and paths within the portal; `//host` is neither. */
const USABLE = /^(https?:\/\/|\/(?![/\\]))/i;

/**
 * A link to a place on the web or within the portal, or the bare content when
 * no usable address is known: addresses come from outside.
 */
export function PortalLink(props: { href?: string; children: ReactNode }) {
  return props.href && USABLE.test(props.href) ? (
    <Link to={props.href}>{props.children}</Link>
  ) : (
    <>{props.children}</>
  );
}
