import { RiRobot2Line, RiSparkling2Line } from '@remixicon/react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Hint } from '@throughline/plugin-context-react';
import {
  Actor,
  AuthorshipEvidence,
  Chain,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import styles from './delivery.module.css';

/** Puts one sign of how a change was written into words. */
export function useEvidenceText(): (evidence: AuthorshipEvidence) => string {
  const { t } = useTranslationRef(traceTranslationRef);
  return ({ rule, text, configured }) => {
    if (text === '') return t('authorship.withheld');
    const sign = t(`authorship.${rule}`, { text });
    return configured === undefined
      ? sign
      : t('authorship.configured', { sign, pattern: configured });
  };
}

/** The mark a change carries when an agent or assistant had a hand in it. */
export function AuthorshipMark(props: { authorship: Chain['authorship'] }) {
  const { value, evidence } = props.authorship;
  const { t } = useTranslationRef(traceTranslationRef);
  const evidenceText = useEvidenceText();
  if (value === 'none-seen') return null;
  const Icon = value === 'agent' ? RiRobot2Line : RiSparkling2Line;
  const hint = [
    t(`authorship.${value}Hint`),
    evidence.map(evidenceText).join('; '),
  ];
  return (
    <Hint text={hint.join(' ')}>
      <span className={styles.mark}>
        <Icon aria-hidden="true" />
        {t(`authorship.${value}`)}
      </span>
    </Hint>
  );
}

/** Who a change is by, with a distinct mark when that is not only a person. */
export function AuthorMark(props: {
  author: Actor;
  authorship: Chain['authorship'];
}) {
  const { author, authorship } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <span className={styles.author}>
      <AuthorshipMark authorship={authorship} />
      {author.login ?? author.name ?? t('authorship.unknownAuthor')}
    </span>
  );
}
