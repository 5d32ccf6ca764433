import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { RiRobot2Line } from '@remixicon/react';
import type {
  AttentionView,
  ContextAttention,
  ItemChange,
} from '@throughline/plugin-context-common';
import {
  Age,
  ChangeMark,
  Hint,
  PortalLink,
  StatusMark,
  useStatusWord,
} from '@throughline/plugin-context-react';
import { contextTranslationRef } from '../../translation';
import { sectionAnchor } from '../../sectionAnchor';
import styles from './context.module.css';

/** One thing to act on: how bad, what, why, since when, and whose turn it is. */
export function AttentionItem(props: {
  item: AttentionView;
  change?: ItemChange<ContextAttention>;
  /** Title of its section, if that is on the page. */
  sectionTitle?: string;
}) {
  const { item, change, sectionTitle } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  const statusWord = useStatusWord();
  return (
    <li>
      <StatusMark shape={item.status}>
        <span className={styles.word}>{statusWord(item.status)}</span>
      </StatusMark>
      <div className={styles.what}>
        <div className={styles.titleLine}>
          <span className={styles.itemTitle}>
            <PortalLink href={item.href}>{item.title}</PortalLink>
          </span>
          {change && (
            <ChangeMark change={change.change} before={before(change)} />
          )}
        </div>
        {item.detail && <p>{item.detail}</p>}
        <div className={styles.meta}>
          {item.since && <Age iso={item.since} ago />}
          {item.waitsFor && <WaitsFor who={item.waitsFor} />}
          {sectionTitle && (
            <a
              href={`#${sectionAnchor(item.sectionId)}`}
              aria-label={t('attention.section', { section: sectionTitle })}
            >
              {sectionTitle}
            </a>
          )}
        </div>
      </div>
    </li>
  );
}

/** Something that needed attention when the reader last looked. */
export function GoneAttention(props: { item: ContextAttention }) {
  return (
    <li>
      <span aria-hidden="true" />
      <div className={`${styles.what} ${styles.titleLine}`}>
        <del className={styles.quiet}>{props.item.title}</del>
        <ChangeMark change="removed" />
      </div>
    </li>
  );
}

/** Whom something waits for. Agents carry their mark. */
function WaitsFor(props: { who: NonNullable<ContextAttention['waitsFor']> }) {
  const { name, entityRef, agent } = props.who;
  const { t } = useTranslationRef(contextTranslationRef);
  return (
    <span className={styles.who}>
      {t('attention.waitsFor')}{' '}
      {agent && (
        <Hint text={t('attention.agentHint')}>
          <span className={styles.agent}>
            <RiRobot2Line aria-hidden="true" />
            {t('attention.agent')}
          </span>
        </Hint>
      )}{' '}
      {entityRef ? (
        <EntityRefLink entityRef={entityRef}>{name}</EntityRefLink>
      ) : (
        name
      )}
    </span>
  );
}

/** What an item said before, where that is what changed. */
function before({
  before: was,
  after,
}: ItemChange<ContextAttention>): string | undefined {
  if (!was || !after) return undefined;
  if (was.title !== after.title) return was.title;
  if (was.detail !== after.detail) return was.detail;
  return was.waitsFor?.name !== after.waitsFor?.name
    ? was.waitsFor?.name
    : undefined;
}
