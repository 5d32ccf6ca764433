import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { FlowContent } from './FlowContent';

/** The Flow tab of the system, domain or team whose page it is on. */
export function EntityFlowContent() {
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  return <FlowContent key={ref} entityRef={ref} />;
}
