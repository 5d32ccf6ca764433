import { Fragment } from 'react';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Age,
  ForgeLink,
  Hint,
  QuietTag,
  StatusMark,
  StatusShape,
} from '@throughline/plugin-context-react';
import {
  DeployedChange,
  DeployedCommits,
  DeploymentSummary,
  RolloutOutcome,
} from '@throughline/plugin-trace-common';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark, useTitle } from '../Delivery/RestrictedMark';
import { Via } from '../parts/Via';
import folded from '../foldedList.module.css';
import styles from './deployments.module.css';

const SHAPES: Record<RolloutOutcome, StatusShape> = {
  baseline: 'unknown',
  forward: 'ok',
  rollback: 'blocked',
  diverged: 'attention',
  redeploy: 'unknown',
};

function ChangeLink(props: { change: DeployedChange; href: string }) {
  const { change, href } = props;
  const titleOf = useTitle();
  const number = change.number === undefined ? '' : `#${change.number} `;
  return (
    <span className={styles.change}>
      <Link to={href} className={styles.link}>
        {`${number}${titleOf(change)}`}
      </Link>
      {change.restricted && <RestrictedMark restriction={change.restricted} />}
      {change.via && <Via via={change.via} />}
    </span>
  );
}

/** What went one way: how many commits, and which changes they are. */
function Moved(props: {
  name: string;
  moved: DeployedCommits;
  hrefOf(id: string): string;
}) {
  const { name, moved, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  if (moved.commits === 0) return null;
  const { changes, hidden = 0, truncated } = moved;
  return (
    <div className={styles.moved}>
      <dt>
        {name} {t('deployments.commits', { count: moved.commits })}
      </dt>
      <dd>
        {changes.length + hidden === 0 &&
          !truncated &&
          t('deployments.noChanges')}
        {changes.map((change, index) => (
          <Fragment key={change.id}>
            {index > 0 && ', '}
            <ChangeLink change={change} href={hrefOf(change.id)} />
          </Fragment>
        ))}
        {truncated && <> {t('deployments.andMore')}</>}
        {hidden > 0 && <> {t('deployments.hidden', { count: hidden })}</>}
      </dd>
    </div>
  );
}

/** One deployment: where, what and when, what it did, and how sure that is. */
export function DeploymentItem(props: {
  deployment: DeploymentSummary;
  hrefOf(id: string): string;
}) {
  const { deployment, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const { environment, production, version, outcome, added, removed } =
    deployment;
  return (
    <>
      <div className={folded.head}>
        <strong>{environment}</strong>
        {production && environment !== t('deployments.production') && (
          <QuietTag>{t('deployments.production')}</QuietTag>
        )}
        {version && <ForgeLink url={deployment.url}>{version}</ForgeLink>}
        <Age className={folded.quiet} iso={deployment.at} />
        <Hint
          text={
            outcome === 'baseline' ? t('deployments.baselineHint') : undefined
          }
        >
          <span>
            <StatusMark shape={SHAPES[outcome]}>
              {t(`deployments.outcome.${outcome}`)}
            </StatusMark>
          </span>
        </Hint>
        {deployment.incomplete && (
          <QuietTag attention hint={t('environment.incompleteHint')}>
            {t('environment.incomplete')}
          </QuietTag>
        )}
        {deployment.estimated && (
          <QuietTag attention hint={t('environment.estimatedHint')}>
            {t('environment.estimated')}
          </QuietTag>
        )}
      </div>
      {added && removed && added.commits + removed.commits > 0 && (
        <dl className={styles.lists}>
          <Moved
            name={t('deployments.removed')}
            moved={removed}
            hrefOf={hrefOf}
          />
          <Moved name={t('deployments.added')} moved={added} hrefOf={hrefOf} />
        </dl>
      )}
    </>
  );
}
