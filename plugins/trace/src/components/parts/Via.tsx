import { Fragment } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { traceTranslationRef } from '../../translation';

/** That a change is a library's that the entity is built with, and which one's. */
export function Via(props: { via: string[] }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <span>
      {' '}
      {t('deployments.via')}{' '}
      {props.via.map((ref, index) => (
        <Fragment key={ref}>
          {index > 0 && ', '}
          <EntityRefLink entityRef={ref} defaultKind="component" hideIcon />
        </Fragment>
      ))}
    </span>
  );
}
