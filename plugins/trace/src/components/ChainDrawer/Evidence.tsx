import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EdgeView } from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import styles from './drawer.module.css';

/** Rules that have words of their own. A new rule shows by its name until then. */
const RULES = [
  'ticket-in-title',
  'ticket-in-body',
  'ticket-in-branch',
  'ticket-in-message',
  'ticket-in-trailer',
  'revert-text',
  'revert-message',
  'same-author-date-and-message',
  'cherry-pick-trailer',
  'head-of-request',
  'branch-history',
  'merge-commit',
  'push-range',
  'merge-parents',
  'rebase-range',
  'difference-of-deployments',
  'difference-incomplete',
  'direct-push',
  'head-sha',
  'run-id',
  'uploaded-for',
  'tag',
  'deployed-sha',
  'deployed-artifact',
  'same-digest',
  'same-version',
  'artifact-commit',
  'artifact-sha',
  'artifact-change',
  'event-links',
  'service-repository',
  'caused-by',
  'deployed-before',
  'likely-cause',
  'person',
  'vendor-link',
  'patch-id',
  'backport-branch',
  'backport-title',
  'reland-message',
  'reland-text',
] as const;
const PLACES = ['title', 'body', 'branch', 'message', 'trailer'] as const;

function oneOf<T extends string>(
  known: readonly T[],
  value: string,
): T | undefined {
  return known.find(name => name === value);
}

/** A hash the way people write it; other texts as they are. */
function shown(text: string): string {
  return /^[0-9a-f]{40,64}$/.test(text) ? text.slice(0, 7) : text;
}

/** Why a link exists: the rule in plain words, what it saw and where, and how sure it is. */
export function Evidence(props: {
  link: Pick<EdgeView, 'rule' | 'text' | 'where' | 'confidence'>;
}) {
  const { rule, text, where, confidence } = props.link;
  const { t } = useTranslationRef(traceTranslationRef);
  const knownRule = oneOf(RULES, rule);
  const place = where && oneOf(PLACES, where);
  return (
    <div className={styles.evidence}>
      <span>
        {t('drawer.why')}:{' '}
        {knownRule ? t(`rule.${knownRule}`) : t('rule.other', { rule })}
      </span>
      {text && <span>{t('drawer.saw', { text: shown(text) })}</span>}
      {where && (
        <span>
          {t('drawer.where', { where: place ? t(`place.${place}`) : where })}
        </span>
      )}
      <span>
        {t('drawer.confidence', {
          percent: String(Math.round(confidence * 100)),
        })}
      </span>
    </div>
  );
}
