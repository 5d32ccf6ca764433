import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { GithubConnectionResponse } from '@throughline/plugin-trace-common';
import { Link } from 'react-router-dom';
import { traceTranslationRef } from '../../translation';

/** The third step: what is imported, and where its progress shows. */
export function ImportSummary(props: {
  summary: GithubConnectionResponse['import'];
}) {
  const { enabled, days, everyMinutes, repositories } = props.summary;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <section>
      <h3>{t('connect.import.heading')}</h3>
      {enabled ? (
        <p>
          {t('connect.import.days', {
            days: String(days),
            repositories: t('connect.import.repositories', {
              count: repositories,
            }),
          })}{' '}
          {t('connect.import.every', { minutes: String(everyMinutes) })}{' '}
          <Link to="..">{t('connect.import.progress')}</Link>
        </p>
      ) : (
        <p>{t('connect.import.off')}</p>
      )}
    </section>
  );
}
