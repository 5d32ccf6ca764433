import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** A person who decided something, as the portal shows people everywhere. */
export function Person(props: { entityRef: string }) {
  return (
    <EntityRefLink entityRef={props.entityRef} defaultKind="user" hideIcon />
  );
}
