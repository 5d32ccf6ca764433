import { Box } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Age,
  Hint,
  Snippet,
  StatusMark,
  useAgeText,
} from '@throughline/plugin-context-react';
import {
  DeliveryStatus,
  SourceSummary,
} from '@throughline/plugin-trace-common';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import useAsync from 'react-use/esm/useAsync';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { DELIVERY_SHAPES } from './deliveryShapes';
import { Histories } from './Histories';
import shared from '../page.module.css';
import styles from './connections.module.css';

/** The configuration that opens a source's door. */
export function secretsSnippet(sourceId: string): string {
  const variable = `${sourceId
    .replace(/\W/g, '_')
    .toLocaleUpperCase('en-US')}_WEBHOOK_SECRET`;
  return [
    'trace:',
    '  sources:',
    `    ${sourceId}:`,
    '      secrets:',
    `        - \${${variable}}`,
  ].join('\n');
}

/** One source: what it brings, whether its door is open, and what came in. */
export function SourceCard(props: {
  source: SourceSummary;
  /** Where the deliveries of one source and outcome are listed. */
  hrefOf(filter: { source: string; status: DeliveryStatus }): string;
}) {
  const { source, hrefOf } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Box as="li" bg="neutral" className={shared.card}>
      <div className={shared.head}>
        <h4>{source.title}</h4>
        <Door source={source} />
      </div>
      <p>
        <span className={shared.quiet}>{t('connections.gives')}:</span>{' '}
        {source.gives.join(', ')}
      </p>
      {source.ingestPath && <WebhookAddress path={source.ingestPath} />}
      {source.ingestPath && !source.open && (
        <div>
          <p className={styles.label}>{t('connections.door.closedText')}</p>
          <Snippet
            text={secretsSnippet(source.id)}
            what={t('connections.door.snippet')}
          />
        </div>
      )}
      {source.ingestPath && <Arrivals source={source} hrefOf={hrefOf} />}
      <Histories
        histories={source.histories}
        problem={source.historiesProblem}
      />
    </Box>
  );
}

function Door(props: { source: SourceSummary }) {
  const { ingestPath, open } = props.source;
  const { t } = useTranslationRef(traceTranslationRef);
  if (!ingestPath) {
    return <StatusMark shape="ok">{t('connections.door.pulled')}</StatusMark>;
  }
  return open ? (
    <StatusMark shape="ok">{t('connections.door.open')}</StatusMark>
  ) : (
    <StatusMark shape="attention">{t('connections.door.closed')}</StatusMark>
  );
}

function WebhookAddress(props: { path: string }) {
  const { path } = props;
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  const { value } = useAsync(
    () => traceApi.getWebhookUrl(path),
    [traceApi, path],
  );
  return (
    <div>
      <p className={styles.label}>{t('connections.webhook')}</p>
      <Snippet text={value ?? path} what={t('connections.webhook')} />
    </div>
  );
}

const OUTCOMES: DeliveryStatus[] = ['projected', 'ignored', 'failed'];

function Arrivals(props: {
  source: SourceSummary;
  hrefOf(filter: { source: string; status: DeliveryStatus }): string;
}) {
  const { source, hrefOf } = props;
  const { id, counts, refused, lastDeliveryAt } = source;
  const { t } = useTranslationRef(traceTranslationRef);
  const ageText = useAgeText();
  return (
    <>
      <dl className={styles.facts}>
        <Fact term={t('connections.lastDelivery')}>
          {lastDeliveryAt ? (
            <Age iso={lastDeliveryAt} ago />
          ) : (
            <StatusMark shape="unknown">{t('connections.never')}</StatusMark>
          )}
        </Fact>
        <Fact term={t('connections.refused')}>
          {refused.count > 0 ? (
            <Hint text={t('connections.refusedHint')}>
              <span>
                <StatusMark shape="attention">
                  {t('connections.refusedSome', {
                    count: refused.count,
                    age: refused.lastAt ? ageText(refused.lastAt, true) : '',
                  })}
                </StatusMark>
              </span>
            </Hint>
          ) : (
            t('connections.refusedNone')
          )}
        </Fact>
        <Fact term={t('connections.backlog')}>
          {counts.received > 0 ? (
            <Link to={hrefOf({ source: id, status: 'received' })}>
              {t('connections.backlogSome', {
                number: String(counts.received),
              })}
            </Link>
          ) : (
            t('connections.backlogNone')
          )}
        </Fact>
      </dl>
      <ul className={styles.counts} aria-label={t('connections.outcomes')}>
        {OUTCOMES.map(status => (
          <li key={status}>
            <Link to={hrefOf({ source: id, status })}>
              <StatusMark
                shape={counts[status] > 0 ? DELIVERY_SHAPES[status] : 'unknown'}
              >
                {`${counts[status]} ${t(`deliveries.statuses.${status}`)}`}
              </StatusMark>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
