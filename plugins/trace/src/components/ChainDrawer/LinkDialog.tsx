import { useState } from 'react';
import { Radio, RadioGroup, TextField } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { TICKET_LINKS, TicketLink } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { DecisionDialog } from '../parts';
import { AskedLink, TicketLinks } from './useTicketLinks';

/** Asks what is to be linked or taken off, and why. */
export function LinkDialog(props: { links: TicketLinks; was?: TicketLink }) {
  const { links, was } = props;
  const { asked } = links;
  if (!asked) return null;
  return <AskForLink links={links} asked={asked} was={was} />;
}

function AskForLink(props: {
  links: TicketLinks;
  asked: AskedLink;
  was?: TicketLink;
}) {
  const { links, asked, was = 'implements' } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const [ticket, setTicket] = useState(asked.ticket ?? '');
  const [link, setLink] = useState<TicketLink>(asked.link ?? 'implements');
  const linking = asked.link !== undefined;
  const words = {
    reason: t('links.dialog.reason'),
    reasonHint: t('links.dialog.reasonHint'),
    cancel: t('links.dialog.cancel'),
    failed: t('links.failed'),
  };
  return (
    <DecisionDialog
      words={
        linking
          ? {
              ...words,
              title: t('links.dialog.linkTitle'),
              decide: t('links.dialog.link'),
            }
          : {
              ...words,
              title: t('links.dialog.unlinkTitle', { key: ticket }),
              text: t('links.dialog.unlinkText'),
              decide: t('links.dialog.unlink'),
            }
      }
      ready={ticket.trim() !== ''}
      pending={links.pending}
      error={links.error}
      onClose={() => links.ask(undefined)}
      onDecide={reason =>
        linking
          ? links.link(ticket.trim(), link, reason)
          : links.unlink(ticket, was, reason)
      }
    >
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
    </DecisionDialog>
  );
}
