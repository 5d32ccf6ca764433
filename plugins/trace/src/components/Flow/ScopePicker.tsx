import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox, useAsyncList } from '@backstage/ui';
import useAsync from 'react-use/esm/useAsync';
import { traceTranslationRef } from '../../translation';
import styles from './flow.module.css';

/** What the flow of can be shown. */
const KINDS = ['system', 'domain', 'group', 'component'] as const;
const SEARCHED = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
];
const FOUND_AT_MOST = 20;
/** Stands for the organisation: an option needs an id. */
const EVERYTHING = 'everything';

function titleOf({ metadata, spec }: Entity): string {
  const profile = spec?.profile as { displayName?: string } | undefined;
  return metadata.title ?? profile?.displayName ?? metadata.name;
}

/** The name of an entity ref that the catalog does not show, or not yet. */
function nameIn(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    // Somebody wrote it into the address; the backend says what is wrong.
    return ref;
  }
}

/** Chooses whose flow is shown: found in the catalog as somebody types. */
export function ScopePicker(props: {
  /** Entity ref; undefined for all that the reader may see. */
  scope?: string;
  onChange(scope: string | undefined): void;
}) {
  const { scope, onChange } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const entity = useAsync(
    async () => scope && catalogApi.getEntityByRef(scope),
    [catalogApi, scope],
  );
  const label = scope && (entity.value ? titleOf(entity.value) : nameIn(scope));

  const options = useAsyncList<{
    id: string;
    label: string;
    description?: string;
  }>({
    load: async ({ filterText = '' }) => {
      // The name that is chosen stands in the field and is no search for it.
      const term = filterText === label ? '' : filterText.trim();
      const { items } = await catalogApi.queryEntities({
        filter: { kind: [...KINDS] },
        fullTextFilter: { term, fields: SEARCHED },
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: FOUND_AT_MOST,
      });
      const found = items.map(item => ({
        id: stringifyEntityRef(item),
        label: titleOf(item),
        description: KINDS.filter(
          kind => kind === item.kind.toLocaleLowerCase('en-US'),
        )
          .map(kind => t(`flow.kind.${kind}`))
          .join(),
      }));
      return {
        items: term
          ? found
          : [{ id: EVERYTHING, label: t('flow.bar.everything') }, ...found],
      };
    },
  });
  return (
    <Combobox
      aria-label={t('flow.bar.scope')}
      className={styles.scope}
      placeholder={t('flow.bar.everything')}
      description={options.error && t('flow.bar.scopeFailed')}
      options={options}
      search={{ mode: 'server' }}
      value={scope && label ? { id: scope, label } : null}
      onChange={chosen =>
        onChange(chosen && chosen.id !== EVERYTHING ? chosen.id : undefined)
      }
    />
  );
}
