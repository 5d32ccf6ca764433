import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { Invitation, Snippet } from '@throughline/plugin-context-react';
import {
  ANNOTATION_GITHUB_PROJECT_SLUG,
  FlowResponse,
} from '@throughline/plugin-trace-common';
import { DEFAULT_PERIOD, FlowFilter } from '../../hooks/flowAddress';
import { connectionsLinkRouteRef } from '../../routes';
import { traceTranslationRef } from '../../translation';

/** Why there is no flow to show, and the one step that gives it. */
export function Empty(props: {
  flow: FlowResponse;
  filter: FlowFilter;
  onChange(changes: Partial<FlowFilter>): void;
}) {
  const { flow, filter, onChange } = props;
  const { environment, written, days, scope } = filter;
  const { t } = useTranslationRef(traceTranslationRef);
  const connectionsLink = useRouteRef(connectionsLinkRouteRef);
  if (flow.scope.entities === 0) return <NoEntities />;
  if (environment || written || days !== DEFAULT_PERIOD) {
    const clear = {
      environment: undefined,
      written: undefined,
      days: undefined,
    };
    return (
      <Invitation
        title={t('flow.empty.filtered.title')}
        text={t('flow.empty.filtered.text')}
      >
        <Button variant="secondary" onPress={() => onChange(clear)}>
          {t('flow.empty.filtered.clear')}
        </Button>
      </Invitation>
    );
  }
  return (
    <Invitation
      title={t('flow.empty.title')}
      text={scope ? t('flow.empty.scopeText') : t('flow.empty.text')}
    >
      {connectionsLink && (
        <Link to={connectionsLink()}>{t('flow.empty.connections')}</Link>
      )}
    </Invitation>
  );
}

function NoEntities() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Invitation
      title={t('flow.empty.noEntities.title')}
      text={t('flow.empty.noEntities.text')}
    >
      <Snippet
        text={`metadata:\n  annotations:\n    ${ANNOTATION_GITHUB_PROJECT_SLUG}: owner/repository`}
        what={t('flow.empty.noEntities.snippet')}
      />
    </Invitation>
  );
}

/** The reader lacks the permission. */
export function Denied() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Invitation title={t('flow.denied.title')} text={t('flow.denied.text')} />
  );
}

/** The scope does not exist, or the reader may not see it. */
export function Absent(props: { onClear(): void }) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Invitation title={t('flow.absent.title')} text={t('flow.absent.text')}>
      <Button variant="secondary" onPress={props.onClear}>
        {t('flow.absent.everything')}
      </Button>
    </Invitation>
  );
}
