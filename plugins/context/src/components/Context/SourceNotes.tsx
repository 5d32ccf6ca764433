import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { EntityContext } from '@throughline/plugin-context-common';
import { Age, Shape } from '@throughline/plugin-context-react';
import { contextTranslationRef } from '../../translation';
import styles from './context.module.css';

/** Plugins that take part and have nothing on the page to show for it. */
export function SourceNotes(props: { context: EntityContext }) {
  const { sources, sections, past } = props.context;
  const { t } = useTranslationRef(contextTranslationRef);
  const shown = new Set(sections.map(({ plugin }) => plugin));
  const silent = sources.filter(
    ({ plugin, state }) => state !== 'answering' && !shown.has(plugin),
  );
  if (past || silent.length === 0) return null;
  return (
    <ul className={styles.sources}>
      {silent.map(({ plugin, state, message, answeredAt }) => (
        <li key={plugin}>
          <Shape shape="unknown" />
          <span>
            {state === 'waiting' && t('sources.waiting', { plugin })}
            {state === 'failing' &&
              (message
                ? t('sources.failing', { plugin, message })
                : t('sources.failingUnknown', { plugin }))}
          </span>
          {answeredAt && <Age iso={answeredAt} ago />}
        </li>
      ))}
    </ul>
  );
}
