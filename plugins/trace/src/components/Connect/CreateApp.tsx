import { useState } from 'react';
import { Alert, Button, Select, TextField } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LoadFailed, Snippet } from '@throughline/plugin-context-react';
import { GithubManifestResponse } from '@throughline/plugin-trace-common';
import { useHref, useLocation } from 'react-router-dom';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import shared from '../page.module.css';
import styles from './connect.module.css';

/** The configuration that gives a host a token. */
function tokenSnippet(host: string): string {
  return [
    'integrations:',
    '  github:',
    `    - host: ${host}`,
    '      token: ${GITHUB_TOKEN}',
  ].join('\n');
}

/** The first step: an App of one's own, or a token. */
export function CreateApp(props: { hosts: string[] }) {
  const { hosts } = props;
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  const page = useHref(useLocation().pathname);
  const [host, setHost] = useState(hosts[0]);
  const [organisation, setOrganisation] = useState('');
  const [manifest, review] = useAsyncFn(
    () =>
      traceApi.getGithubManifest({
        host,
        organisation: organisation.trim() || undefined,
        page,
      }),
    [traceApi, host, organisation, page],
  );
  // What was reviewed is for what the fields said then.
  const [reviewed, setReviewed] = useState('');
  const asked = `${host}/${organisation.trim()}`;
  return (
    <section>
      <h3>{t('connect.app.heading')}</h3>
      <p>{t('connect.app.text')}</p>
      <form
        className={styles.fields}
        onSubmit={event => {
          event.preventDefault();
          setReviewed(asked);
          review();
        }}
      >
        {hosts.length > 1 && (
          <Select
            className={styles.field}
            label={t('connect.app.host')}
            options={hosts.map(value => ({ value, label: value }))}
            value={host}
            onChange={value => setHost(String(value))}
          />
        )}
        <TextField
          className={styles.field}
          label={t('connect.app.organisation')}
          description={t('connect.app.organisationHint')}
          value={organisation}
          onChange={setOrganisation}
        />
        <Button type="submit" variant="secondary" isDisabled={manifest.loading}>
          {t('connect.app.review')}
        </Button>
      </form>
      {manifest.error && !manifest.loading && (
        <LoadFailed
          error={manifest.error}
          onRetry={review}
          title={t('connect.app.reviewFailed')}
        />
      )}
      {manifest.value && !manifest.loading && reviewed === asked && (
        <Review host={host} manifest={manifest.value} />
      )}
      <details className={styles.token}>
        <summary>{t('connect.app.token')}</summary>
        <p>{t('connect.app.tokenText')}</p>
        <Snippet
          text={tokenSnippet(host)}
          what={t('connect.app.tokenSnippet')}
        />
      </details>
    </section>
  );
}

/** What the App asks for, and the form that takes it to GitHub. */
function Review(props: { host: string; manifest: GithubManifestResponse }) {
  const { action, manifest, asks, notes } = props.manifest;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <form method="post" action={action} className={styles.review}>
      <p>{t('connect.app.asks')}</p>
      <ul className={styles.asks}>
        {asks.map(({ id, title, permission, without }) => (
          <li key={id}>
            <code>{permission}</code> {title}
            <div className={shared.small}>
              {t('connect.app.without', { text: without })}
            </div>
          </li>
        ))}
      </ul>
      {notes.map(note => (
        <Alert key={note} status="warning" icon title={note} />
      ))}
      <input type="hidden" name="manifest" value={JSON.stringify(manifest)} />
      <Button type="submit" variant="primary">
        {t('connect.app.create', { host: props.host })}
      </Button>
    </form>
  );
}
