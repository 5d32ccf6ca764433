import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine, RiLinkM } from '@remixicon/react';
import {
  contextToMarkdown,
  type EntityContext,
} from '@throughline/plugin-context-common';
import { Hint } from '@throughline/plugin-context-react';
import { ReactElement } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { stableUrl } from '../../hooks/useContextAddress';
import { contextTranslationRef } from '../../translation';

/** Takes the view elsewhere: as text, or as an address of this moment. */
export function CopyActions(props: { context: EntityContext }) {
  const { context } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  return (
    <>
      <CopyButton
        icon={<RiFileCopyLine />}
        text={() => contextToMarkdown(context).markdown}
      >
        {t('bar.copy')}
      </CopyButton>
      <CopyButton
        icon={<RiLinkM />}
        hint={t('bar.linkHint')}
        text={() => stableUrl(context.revision)}
      >
        {t('bar.link')}
      </CopyButton>
    </>
  );
}

function CopyButton(props: {
  icon: ReactElement;
  hint?: string;
  text(): string;
  children: string;
}) {
  const { icon, hint, text, children } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  const [copied, copy] = useCopyToClipboard();
  const isCopied = copied.value !== undefined && !copied.error;
  return (
    <Hint text={hint}>
      <span>
        <Button
          size="small"
          variant="secondary"
          iconStart={isCopied ? <RiCheckLine /> : icon}
          onPress={() => copy(text())}
        >
          {children}
        </Button>
        <VisuallyHidden role="status">
          {isCopied && t('bar.copied')}
          {copied.error && t('bar.copyFailed')}
        </VisuallyHidden>
      </span>
    </Hint>
  );
}
