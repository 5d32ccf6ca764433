import { Alert, Box, Button, Skeleton } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LoadFailed, Snippet } from '@throughline/plugin-context-react';
import { GithubAppResponse } from '@throughline/plugin-trace-common';
import { saveFile } from '../../saveFile';
import { traceTranslationRef } from '../../translation';
import { CreatedAppState } from './useCreatedApp';
import shared from '../page.module.css';
import styles from './connect.module.css';

/** The App that was just created, with its credentials, and what is next. */
export function CreatedApp(props: { created: CreatedAppState }) {
  const { working, app, error, retry, forget } = props.created;
  const { t } = useTranslationRef(traceTranslationRef);
  if (error) {
    return (
      <LoadFailed
        error={error}
        onRetry={retry}
        title={t('connect.created.failed')}
      />
    );
  }
  if (working) {
    return (
      <div role="status" aria-label={t('connect.created.working')}>
        <Skeleton width="100%" height={200} />
      </div>
    );
  }
  return app ? <Credentials app={app} onDone={forget} /> : null;
}

function Credentials(props: { app: GithubAppResponse; onDone(): void }) {
  const { name, fileName, credentialsYaml, configYaml, installUrl } = props.app;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Box
      as="section"
      bg="neutral"
      className={`${shared.card} ${styles.created}`}
    >
      <Alert
        role="status"
        status="warning"
        icon
        title={t('connect.created.title', { name })}
        description={t('connect.created.once')}
      />
      <ol className={styles.steps}>
        <li>
          <p>{t('connect.created.file', { file: fileName })}</p>
          <Snippet
            text={credentialsYaml}
            what={t('connect.created.credentials')}
          />
          <Button
            variant="secondary"
            onPress={() => saveFile(fileName, credentialsYaml, 'text/yaml')}
          >
            {t('connect.created.download')}
          </Button>
        </li>
        <li>
          <p>{t('connect.created.config')}</p>
          <Snippet
            text={configYaml}
            what={t('connect.created.configSnippet')}
          />
        </li>
        <li>{t('connect.created.restart')}</li>
        <li>
          {t('connect.created.install')}{' '}
          <a href={installUrl} target="_blank" rel="noopener noreferrer">
            {t('connect.created.installLink', { name })}
          </a>
        </li>
      </ol>
      <Button variant="primary" onPress={props.onDone}>
        {t('connect.created.done')}
      </Button>
    </Box>
  );
}
