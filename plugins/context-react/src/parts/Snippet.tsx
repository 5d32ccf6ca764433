import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { partsTranslationRef } from '../translation';
import styles from './parts.module.css';

/** Text to take elsewhere, with a button that copies it. */
export function Snippet(props: {
  text: string;
  /** What is copied, for the button's name. */
  what: string;
}) {
  const { t } = useTranslationRef(partsTranslationRef);
  const [copied, copy] = useCopyToClipboard();
  const isCopied = copied.value === props.text && !copied.error;
  const isBlock = props.text.includes('\n');
  return (
    <div className={styles.snippet}>
      {isBlock ? (
        <pre
          className={styles.snippetBlock}
          role="region"
          aria-label={props.what}
          // It scrolls sideways, so keyboards must reach it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          {props.text}
        </pre>
      ) : (
        <code className={styles.snippetLine}>{props.text}</code>
      )}
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
