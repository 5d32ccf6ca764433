import { Button } from '@backstage/ui';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Invitation, Snippet } from '@throughline/plugin-context-react';
import {
  ANNOTATION_GITHUB_PROJECT_SLUG,
  ANNOTATION_GITHUB_USER_LOGIN,
  ChainsFilter,
  ChainsResponse,
} from '@throughline/plugin-trace-common';
import { connectionsLinkRouteRef } from '../../routes';
import { traceTranslationRef } from '../../translation';

/** An annotation as it stands in a catalog file. */
function annotation(name: string, value: string): string {
  return `metadata:\n  annotations:\n    ${name}: ${value}`;
}

/** Why the list is empty, and the one step that fills it. */
export function DeliveryEmpty(props: {
  connection: ChainsResponse['connection'];
  filter: ChainsFilter;
  onClear(): void;
}) {
  const { connection, filter, onClear } = props;
  const { repository, seen, knowsYou } = connection;
  if (!repository) return <Unconnected />;
  if (!seen) return <Unseen repository={repository} />;
  if (filter.mine && !knowsYou) return <Stranger onClear={onClear} />;
  if (Object.keys(filter).length > 0) return <Filtered onClear={onClear} />;
  return <Quiet repository={repository} />;
}

function Unconnected() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Invitation
      title={t('empty.unconnected.title')}
      text={t('empty.unconnected.text')}
    >
      <Snippet
        text={annotation(ANNOTATION_GITHUB_PROJECT_SLUG, 'owner/repository')}
        what={t('empty.unconnected.snippet')}
      />
    </Invitation>
  );
}

function Unseen(props: { repository: string }) {
  const { repository } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const connectionsLink = useRouteRef(connectionsLinkRouteRef);
  return (
    <Invitation
      title={t('empty.unseen.title', { repository })}
      text={t('empty.unseen.text')}
    >
      <ul>
        <li>{t('empty.unseen.webhook')}</li>
        <li>{t('empty.unseen.history')}</li>
      </ul>
      {connectionsLink && (
        <Link to={connectionsLink()}>{t('empty.unseen.connections')}</Link>
      )}
    </Invitation>
  );
}

function Stranger(props: { onClear(): void }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Invitation
      title={t('empty.stranger.title')}
      text={t('empty.stranger.text')}
    >
      <Snippet
        text={annotation(ANNOTATION_GITHUB_USER_LOGIN, 'your-login')}
        what={t('empty.stranger.snippet')}
      />
      <ClearButton onClear={props.onClear} />
    </Invitation>
  );
}

function Filtered(props: { onClear(): void }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Invitation
      title={t('empty.filtered.title')}
      text={t('empty.filtered.text')}
    >
      <ClearButton onClear={props.onClear} />
    </Invitation>
  );
}

function Quiet(props: { repository: string }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Invitation
      title={t('empty.quiet.title')}
      text={t('empty.quiet.text', { repository: props.repository })}
    />
  );
}

function ClearButton(props: { onClear(): void }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Button variant="secondary" onPress={props.onClear}>
      {t('filter.clear')}
    </Button>
  );
}
