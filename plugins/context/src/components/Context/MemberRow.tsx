import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { VisuallyHidden } from '@backstage/ui';
import type { MemberView } from '@throughline/plugin-context-common';
import {
  Age,
  FactValue,
  Shape,
  StatusMark,
  useStatusWord,
} from '@throughline/plugin-context-react';
import { contextTranslationRef } from '../../translation';
import styles from './context.module.css';

/** More of its facts than this belong on its own page. */
const HIGHLIGHTS = 3;

/** One part, or one thing that a group owns: how it is and what is most urgent. */
export function MemberRow(props: { member: MemberView }) {
  const { entityRef, title, kind, type, status, attention, highlights } =
    props.member;
  const { t } = useTranslationRef(contextTranslationRef);
  const statusWord = useStatusWord();
  const [urgent, ...others] = attention;
  return (
    <li>
      <div className={styles.member}>
        <span className={styles.itemTitle}>
          <EntityRefLink entityRef={entityRef}>{title}</EntityRefLink>
        </span>
        <span className={styles.small}>
          {[kind, type].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className={styles.memberState}>
        {urgent ? (
          <span className={styles.urgent}>
            <Shape shape={urgent.status} />
            <VisuallyHidden>{`${statusWord(urgent.status)}: `}</VisuallyHidden>
            <span>
              {urgent.title}{' '}
              {urgent.since && (
                <Age className={styles.small} iso={urgent.since} ago />
              )}{' '}
              {others.length > 0 && (
                <span className={styles.small}>
                  {t('members.moreAttention', {
                    number: String(others.length),
                  })}
                </span>
              )}
            </span>
          </span>
        ) : (
          <StatusMark shape={status}>{statusWord(status)}</StatusMark>
        )}
      </div>
      {highlights.length > 0 && (
        <dl className={styles.memberFacts}>
          {highlights.slice(0, HIGHLIGHTS).map(fact => (
            <div key={fact.id}>
              <dt>{fact.label}</dt>
              <dd>
                <FactValue fact={fact} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
