import { useEffect, useRef, useState } from 'react';
import {
  Alert,
  Button,
  Radio,
  RadioGroup,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Dialog from '@material-ui/core/Dialog';
import {
  MAX_REASON,
  TICKET_LINKS,
  TicketLink,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { AskedLink, TicketLinks } from './useTicketLinks';
import styles from './links.module.css';

const TITLE_ID = 'trace-link-title';

/**
 * Asks what is to be linked or taken off, and why. A dialog of the same kit as
 * the drawer below it: two kits' focus traps would fight for the focus.
 */
export function LinkDialog(props: { links: TicketLinks; was?: TicketLink }) {
  const { links, was } = props;
  const { asked } = links;
  if (!asked) return null;
  return (
    <Dialog
      open
      onClose={() => links.ask(undefined)}
      aria-labelledby={TITLE_ID}
      PaperProps={{ className: styles.dialog }}
    >
      <LinkForm links={links} asked={asked} was={was} />
    </Dialog>
  );
}

function LinkForm(props: {
  links: TicketLinks;
  asked: AskedLink;
  was?: TicketLink;
}) {
  const { links, asked, was = 'implements' } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const [ticket, setTicket] = useState(asked.ticket ?? '');
  const [link, setLink] = useState<TicketLink>(asked.link ?? 'implements');
  const [reason, setReason] = useState('');
  const linking = asked.link !== undefined;
  const form = useRef<HTMLFormElement>(null);
  // What is still to be said comes first.
  const first = asked.ticket ? 'textarea' : 'input:not([type="radio"])';
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(first)?.focus();
  }, [first]);
  const ready = ticket.trim() !== '' && reason.trim() !== '';
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (!ready) return;
        if (linking) links.link(ticket.trim(), link, reason.trim());
        else links.unlink(ticket, was, reason.trim());
      }}
    >
      <h2 id={TITLE_ID} className={styles.title}>
        {linking
          ? t('links.dialog.linkTitle')
          : t('links.dialog.unlinkTitle', { key: ticket })}
      </h2>
      {!linking && (
        <p className={styles.text}>{t('links.dialog.unlinkText')}</p>
      )}
      {linking && (
        <>
          <TextField
            label={t('links.dialog.ticket')}
            description={t('links.dialog.ticketHint')}
            value={ticket}
            onChange={setTicket}
            isRequired
          />
          <RadioGroup
            label={t('links.dialog.kind')}
            value={link}
            onChange={value => setLink(value as TicketLink)}
          >
            {TICKET_LINKS.map(kind => (
              <Radio key={kind} value={kind}>
                {t(`links.dialog.${kind}`)}
              </Radio>
            ))}
          </RadioGroup>
        </>
      )}
      <TextAreaField
        label={t('links.dialog.reason')}
        description={t('links.dialog.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={MAX_REASON}
        isRequired
      />
      {links.error && (
        <div role="alert">
          <Alert
            status="danger"
            icon
            title={t('links.failed')}
            description={links.error.message}
          />
        </div>
      )}
      <div className={styles.actions}>
        <Button variant="secondary" onPress={() => links.ask(undefined)}>
          {t('links.dialog.cancel')}
        </Button>
        <Button
          type="submit"
          variant="primary"
          isDisabled={!ready}
          isPending={links.pending}
        >
          {linking ? t('links.dialog.link') : t('links.dialog.unlink')}
        </Button>
      </div>
    </form>
  );
}
