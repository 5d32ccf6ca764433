import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { traceTranslationRef } from '../../translation';
import styles from './parts.module.css';

/** Text to take elsewhere, with a button that copies it. */
export function Snippet(props: {
  text: string;
  /** What is copied, for the button's name. */
  what: string;
}) {
  const { t } = useTranslationRef(traceTranslationRef);
  const [copied, copy] = useCopyToClipboard();
  const isCopied = copied.value === props.text && !copied.error;
  return (
    <div className={styles.snippet}>
      <pre className={styles.snippetText}>{props.text}</pre>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('copy.actionFor', { what: props.what })}
        icon={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
        onPress={() => copy(props.text)}
      />
      <VisuallyHidden role="status">
        {isCopied ? t('copy.done') : ''}
      </VisuallyHidden>
    </div>
  );
}
