import { Button } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Age, ForgeLink } from '@throughline/plugin-context-react';
import {
  LinkDecision,
  TicketSummary,
  UnlinkedTicket,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark } from '../Delivery/RestrictedMark';
import { Person } from '../parts';
import { LinkDialog } from './LinkDialog';
import { TicketLinks } from './useTicketLinks';
import styles from './links.module.css';

/** Whose decision a link is, and why. */
export function DecidedBy(props: {
  decided: LinkDecision;
  /** Whether it is about the cause of an incident. */
  ofCause?: boolean;
}) {
  const { verdict, by, reason, at } = props.decided;
  const { t } = useTranslationRef(traceTranslationRef);
  const who = { by: <Person entityRef={by} /> };
  const ofLink =
    verdict === 'linked' ? t('links.by', who) : t('links.removedBy', who);
  return (
    <div className={styles.decided}>
      {props.ofCause ? t(`findings.causes.${verdict}By`, who) : ofLink}{' '}
      <Age iso={at} ago />
      {reason && `, ${t('links.because', { reason })}`}
    </div>
  );
}

/** Which tickets a key may mean, and how far all that implements it is. */
function TicketFacts(props: { ticket: TicketSummary }) {
  const { trackers = [], live = [] } = props.ticket;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <>
      {live.map(({ environment, live: count, total }) => (
        <div key={environment} className={styles.text}>
          {t('links.live', {
            live: String(count),
            total: String(total),
            environment,
          })}
        </div>
      ))}
      {trackers.length > 0 && (
        <div className={styles.text}>
          <strong>{t('links.ambiguous')}</strong> {t('links.ambiguousHint')}
          <ul>
            {trackers.map(({ host, title, url }) => (
              <li key={host}>
                <ForgeLink url={url}>
                  {title ? `${host}: ${title}` : host}
                </ForgeLink>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** What is known of a ticket, and the button that takes it off a change. */
export function LinkedTicket(props: {
  ticket: TicketSummary;
  links: TicketLinks;
}) {
  const { ticket, links } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <>
      <TicketFacts ticket={ticket} />
      <Button
        size="small"
        variant="tertiary"
        isDisabled={!links.allowed}
        onPress={() => links.ask({ ticket: ticket.key })}
      >
        {t('links.unlink', { key: ticket.key })}
      </Button>
    </>
  );
}

/** Below the tickets of a change: what was taken off, and what can be done. */
export function TicketActions(props: {
  tickets: TicketSummary[];
  unlinked: UnlinkedTicket[];
  links: TicketLinks;
}) {
  const { tickets, unlinked, links } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const asked = tickets.find(({ key }) => key === links.asked?.ticket);
  return (
    <div className={styles.links}>
      {unlinked.length > 0 && (
        <ul className={styles.removed} aria-label={t('links.removed')}>
          {unlinked.map(({ ticket, decided }) => (
            <li key={ticket.id}>
              <s>
                <ForgeLink url={ticket.url}>
                  {ticket.title ? `${ticket.key} ${ticket.title}` : ticket.key}
                </ForgeLink>
              </s>{' '}
              {ticket.restricted && (
                <RestrictedMark restriction={ticket.restricted} />
              )}
              <DecidedBy decided={decided} />
              <Button
                size="small"
                variant="tertiary"
                isDisabled={!links.allowed}
                onPress={() =>
                  links.ask({ ticket: ticket.key, link: ticket.link })
                }
              >
                {t('links.again')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button
        size="small"
        variant="secondary"
        isDisabled={!links.allowed}
        onPress={() => links.ask({ link: 'implements' })}
      >
        {t('links.add')}
      </Button>
      {links.denied && <p className={styles.text}>{t('links.notAllowed')}</p>}
      <div role="status" className={styles.done}>
        {links.done && <Done links={links} />}
      </div>
      <LinkDialog links={links} was={asked?.link} />
    </div>
  );
}

/** What was done last, with the way back. */
function Done(props: { links: TicketLinks }) {
  const { links } = props;
  const { ticket, was } = links.done!;
  const { t } = useTranslationRef(traceTranslationRef);
  if (!was) return <>{t('links.saidLinked', { key: ticket })}</>;
  return (
    <>
      {t('links.saidUnlinked', { key: ticket })}{' '}
      <Button
        size="small"
        variant="tertiary"
        isPending={links.pending}
        onPress={() => links.link(ticket, was, t('links.undoReason'))}
      >
        {t('links.undo')}
      </Button>
    </>
  );
}
