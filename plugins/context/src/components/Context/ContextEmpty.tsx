import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import type { EntityContext } from '@throughline/plugin-context-common';
import { Invitation, Snippet } from '@throughline/plugin-context-react';
import { contextTranslationRef } from '../../translation';

const EXAMPLE = ['context:', '  plugins:', '    - trace'].join('\n');

/** Nothing at all is known: why, and the one step that changes it. */
export function ContextEmpty(props: { context: EntityContext }) {
  const { t } = useTranslationRef(contextTranslationRef);
  if (props.context.sources.some(({ state }) => state === 'waiting')) {
    return (
      <div role="status">
        <Invitation
          title={t('empty.waiting.title')}
          text={t('empty.waiting.text')}
        />
      </div>
    );
  }
  return (
    <Invitation title={t('empty.nothing.title')} text={t('empty.nothing.text')}>
      <Snippet text={EXAMPLE} what={t('empty.nothing.snippet')} />
    </Invitation>
  );
}

/** Only what changed was asked for, and nothing did. */
export function NothingChanged(props: { onShowAll(): void }) {
  const { t } = useTranslationRef(contextTranslationRef);
  return (
    <Invitation
      title={t('empty.unchanged.title')}
      text={t('empty.unchanged.text')}
    >
      <Button variant="secondary" onPress={props.onShowAll}>
        {t('empty.unchanged.all')}
      </Button>
    </Invitation>
  );
}
