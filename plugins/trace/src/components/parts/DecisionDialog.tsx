import { PropsWithChildren, useEffect, useId, useRef, useState } from 'react';
import { Alert, BgProvider, Button, TextAreaField } from '@backstage/ui';
import Dialog from '@material-ui/core/Dialog';
import { MAX_REASON } from '@throughline/plugin-trace-common';
import styles from './decisionDialog.module.css';

/** The words of a {@link DecisionDialog}. */
export interface DecisionWords {
  title: string;
  /** What deciding does. */
  text?: string;
  reason: string;
  reasonHint: string;
  cancel: string;
  /** What the button that decides says. */
  decide: string;
  /** Above what went wrong. */
  failed: string;
}

interface DecisionProps {
  words: DecisionWords;
  /** Whether all but the reason is said. */
  ready: boolean;
  pending: boolean;
  error?: Error;
  onClose(): void;
  onDecide(reason: string): void;
}

/**
 * Asks a person for a decision and its reason; what else is asked comes before
 * that. A dialog of the same kit as the drawer that may be below it: two kits'
 * focus traps would fight for the focus.
 */
export function DecisionDialog(props: PropsWithChildren<DecisionProps>) {
  const titleId = useId();
  return (
    <Dialog
      open
      onClose={props.onClose}
      aria-labelledby={titleId}
      PaperProps={{ className: styles.dialog }}
    >
      <BgProvider bg="neutral-1">
        <DecisionForm {...props} titleId={titleId} />
      </BgProvider>
    </Dialog>
  );
}

function DecisionForm(
  props: PropsWithChildren<DecisionProps & { titleId: string }>,
) {
  const { words, pending, error, titleId, onClose, onDecide, children } = props;
  const [reason, setReason] = useState('');
  const form = useRef<HTMLFormElement>(null);
  // What is still to be said comes first.
  useEffect(() => {
    [...form.current!.querySelectorAll<HTMLInputElement>('input, textarea')]
      .find(({ type, value }) => type !== 'radio' && value === '')
      ?.focus();
  }, []);
  const ready = props.ready && reason.trim() !== '';
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (ready) onDecide(reason.trim());
      }}
    >
      <h2 id={titleId} className={styles.title}>
        {words.title}
      </h2>
      {words.text && <p className={styles.text}>{words.text}</p>}
      {children}
      <TextAreaField
        label={words.reason}
        description={words.reasonHint}
        value={reason}
        onChange={setReason}
        maxLength={MAX_REASON}
        isRequired
      />
      {error && (
        <div role="alert">
          <Alert
            status="danger"
            icon
            title={words.failed}
            description={error.message}
          />
        </div>
      )}
      <div className={styles.actions}>
        <Button variant="secondary" onPress={onClose}>
          {words.cancel}
        </Button>
        <Button
          type="submit"
          variant="primary"
          isDisabled={!ready}
          isPending={pending}
        >
          {words.decide}
        </Button>
      </div>
    </form>
  );
}
