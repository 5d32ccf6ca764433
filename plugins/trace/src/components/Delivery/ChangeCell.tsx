import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ForgeLink, Hint, QuietTag } from '@throughline/plugin-context-react';
import { Chain, TicketSummary } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { traceTranslationRef } from '../../translation';
import { AuthorMark } from './AuthorMark';
import { RestrictedMark, useTitle } from './RestrictedMark';
import styles from './delivery.module.css';

const SHOWN_TICKETS = 2;

/** Id of the link that opens a change, so that focus can return to it. */
export function openerId(changeId: string): string {
  return `trace-change-${changeId}`;
}

/** Tickets of a change, or that there is none. */
export function TicketsCell(props: { chain: Chain }) {
  const { tickets, incomplete } = props.chain;
  const { t } = useTranslationRef(traceTranslationRef);
  if (incomplete.includes('no-ticket')) {
    return (
      <QuietTag attention hint={t('incomplete.no-ticketHint')}>
        {t('incomplete.no-ticket')}
      </QuietTag>
    );
  }
  if (tickets.length === 0) {
    return <span className={styles.below}>{t('delivery.noTicket')}</span>;
  }
  const hidden = tickets.slice(SHOWN_TICKETS);
  return (
    <div className={styles.ticket}>
      {tickets.slice(0, SHOWN_TICKETS).map(ticket => (
        <Ticket key={ticket.id} ticket={ticket} />
      ))}
      {hidden.length > 0 && (
        <span
          className={styles.below}
          title={hidden.map(h => h.key).join(', ')}
        >
          {t('delivery.moreTickets', { number: String(hidden.length) })}
        </span>
      )}
    </div>
  );
}

function Ticket(props: { ticket: TicketSummary }) {
  const { ticket } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const label =
    ticket.link === 'mentions'
      ? t('delivery.mentions', { key: ticket.key })
      : ticket.key;
  const shown = (
    <Hint text={ticket.title}>
      <span className={ticket.link === 'mentions' ? styles.below : undefined}>
        <ForgeLink url={ticket.url}>{label}</ForgeLink>
      </span>
    </Hint>
  );
  if (!ticket.restricted) return shown;
  return (
    <span className={styles.marked}>
      {shown}
      <RestrictedMark restriction={ticket.restricted} />
    </span>
  );
}

/** How people call a change: its number, or the short hash it landed as. */
export function changeLabel(chain: Pick<Chain, 'number' | 'landedAs'>): string {
  return chain.number === undefined ? chain.landedAs ?? '' : `#${chain.number}`;
}

/** The title, which opens the change, and what is quickly said about it. */
export function ChangeCell(props: { chain: Chain; href: string }) {
  const { chain, href } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const label = changeLabel(chain);
  const titleOf = useTitle();
  return (
    <>
      <Link id={openerId(chain.id)} className={styles.title} to={href}>
        {titleOf(chain)}
      </Link>
      <div className={styles.meta}>
        {chain.restricted && <RestrictedMark restriction={chain.restricted} />}
        {label && <ForgeLink url={chain.url}>{label}</ForgeLink>}
        <AuthorMark author={chain.author} authorship={chain.authorship} />
        {chain.merge && chain.merge !== 'direct' && (
          <span>{t(`merge.${chain.merge}`)}</span>
        )}
        {chain.size && (
          <span
            title={t('delivery.size', {
              additions: String(chain.size.additions),
              deletions: String(chain.size.deletions),
            })}
          >
            +{chain.size.additions} −{chain.size.deletions}
          </span>
        )}
        <ChangeTags chain={chain} />
      </div>
    </>
  );
}

/** Notes and reasons of a change, without the one the ticket column shows. */
function ChangeTags(props: { chain: Chain }) {
  const { notes, incomplete, revertedBy } = props.chain;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <>
      {notes.map(note => (
        <QuietTag
          key={note}
          attention={note === 'reverted'}
          hint={[
            t(`note.${note}Hint`),
            note === 'reverted' && revertedBy.map(r => r.label).join(', '),
          ]
            .filter(Boolean)
            .join(' ')}
        >
          {t(`note.${note}`)}
        </QuietTag>
      ))}
      {incomplete
        .filter(reason => reason !== 'no-ticket')
        .map(reason => (
          <QuietTag key={reason} attention hint={t(`incomplete.${reason}Hint`)}>
            {t(`incomplete.${reason}`)}
          </QuietTag>
        ))}
    </>
  );
}
