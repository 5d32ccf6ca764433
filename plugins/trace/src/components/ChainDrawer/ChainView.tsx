import { CompoundEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ForgeLink, QuietTag } from '@throughline/plugin-context-react';
import { Chain, ChainResponse } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { traceTranslationRef } from '../../translation';
import { AuthorshipMark, useEvidenceText } from '../Delivery/AuthorMark';
import { StageCell } from '../Delivery/cells';
import { RestrictedMark, useTitle } from '../Delivery/RestrictedMark';
import { Via } from '../parts/Via';
import { AllLinks } from './AllLinks';
import { CauseActions } from './CauseActions';
import { StepDetails } from './StepDetails';
import { LinkedTicket, TicketActions } from './TicketActions';
import { StepRail } from './StepRail';
import { possibleCauses } from './useCauseDecision';
import { TicketLinks } from './useTicketLinks';
import styles from './drawer.module.css';

/** Everything known of one change: where it is, its chain, and what it touched. */
export function ChainView(props: {
  entityRef: CompoundEntityRef;
  response: ChainResponse;
  links: TicketLinks;
  hrefOf(id: string): string;
  /** Reads the change again, and resolves when it is shown. */
  onDecided(): Promise<void>;
}) {
  const { entityRef, response, hrefOf, onDecided } = props;
  const { chain, steps, unlinked, companions } = response;
  // Decisions are made where the change belongs.
  const links = chain.via ? { ...props.links, allowed: false } : props.links;
  const { t } = useTranslationRef(traceTranslationRef);
  const titleOf = useTitle();
  return (
    <div className={styles.body}>
      {chain.restricted && (
        <p className={styles.quiet}>
          {t(`restricted.${chain.restricted}Hint`)}
        </p>
      )}
      {chain.via && (
        <p className={styles.quiet}>
          {t('drawer.carried')} <Via via={chain.via} />
        </p>
      )}
      <div className={styles.stage}>
        <StageCell chain={chain} />
      </div>
      <StepRail chain={chain} />
      <Wholeness chain={chain} />
      <section>
        <h3>{t('drawer.steps')}</h3>
        <StepDetails
          steps={steps}
          actions={
            new Map([
              ...chain.tickets.map(
                ticket =>
                  [
                    ticket.id,
                    <LinkedTicket ticket={ticket} links={links} />,
                  ] as const,
              ),
              ...possibleCauses(steps).map(
                cause =>
                  [
                    cause.incident,
                    <CauseActions
                      entityRef={entityRef}
                      cause={cause}
                      allowed={links.allowed}
                      onDecided={onDecided}
                    />,
                  ] as const,
              ),
            ])
          }
          below={{
            ticket: (
              <TicketActions
                tickets={chain.tickets}
                unlinked={unlinked}
                links={links}
              />
            ),
          }}
        />
      </section>
      <Written chain={chain} />
      <Related
        title={t('drawer.revertedBy')}
        items={chain.revertedBy}
        hrefOf={hrefOf}
      />
      <Related
        title={t('drawer.reverts')}
        items={chain.reverts}
        hrefOf={hrefOf}
      />
      {chain.incidents.length > 0 && (
        <section>
          <h3>{t('drawer.incidents')}</h3>
          <ul className={styles.list}>
            {chain.incidents.map(({ id, key, title, url, restricted }) => (
              <li key={id}>
                <ForgeLink url={url}>
                  {restricted === 'hidden' ? key : `${key} ${title}`}
                </ForgeLink>{' '}
                {restricted && <RestrictedMark restriction={restricted} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{t('drawer.companions')}</h3>
        {companions.length === 0 && (
          <p className={styles.quiet}>{t('drawer.noCompanions')}</p>
        )}
        <ul className={styles.list}>
          {companions.map(({ id, number, ...companion }) => (
            <li key={id}>
              <Link to={hrefOf(id)}>
                {number === undefined
                  ? titleOf(companion)
                  : `#${number} ${titleOf(companion)}`}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <AllLinks key={chain.id} nodeId={chain.id} />
    </div>
  );
}

/** Before the merge nothing is missing yet, and nothing is whole. */
function isMerged({ kind, landedAs, merge }: Chain): boolean {
  return kind === 'direct' || Boolean(landedAs ?? merge);
}

/** What the chain lacks, or why that is fine, each with its explanation. */
function Wholeness(props: { chain: Chain }) {
  const { incomplete, notes } = props.chain;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <section>
      <h3>{t('drawer.whole')}</h3>
      {incomplete.length === 0 && (
        <p>
          {isMerged(props.chain) ? t('drawer.isWhole') : t('drawer.notDue')}
        </p>
      )}
      <ul className={styles.reasons}>
        {incomplete.map(reason => (
          <li key={reason}>
            <QuietTag attention>{t(`incomplete.${reason}`)}</QuietTag>
            {t(`incomplete.${reason}Hint`)}
          </li>
        ))}
        {notes.map(note => (
          <li key={note}>
            <QuietTag>{t(`note.${note}`)}</QuietTag>
            {t(`note.${note}Hint`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Written(props: { chain: Chain }) {
  const { authorship } = props.chain;
  const { t } = useTranslationRef(traceTranslationRef);
  const evidenceText = useEvidenceText();
  return (
    <section>
      <h3>{t('drawer.written')}</h3>
      {authorship.value === 'none-seen' ? (
        <p className={styles.quiet}>{t('authorship.none-seen')}</p>
      ) : (
        <>
          <AuthorshipMark authorship={authorship} />
          <ul className={styles.list}>
            {authorship.evidence.map(evidence => (
              <li key={`${evidence.rule} ${evidence.text}`}>
                {evidenceText(evidence)}
              </li>
            ))}
          </ul>
          <p className={styles.quiet}>{t('authorship.claim')}</p>
        </>
      )}
    </section>
  );
}

function Related(props: {
  title: string;
  items: Chain['reverts'];
  hrefOf(id: string): string;
}) {
  const { title, items, hrefOf } = props;
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.list}>
        {items.map(({ id, label }) => (
          <li key={id}>
            <Link to={hrefOf(id)}>{label}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
