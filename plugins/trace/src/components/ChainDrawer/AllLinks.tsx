import { useState } from 'react';
import { Button, Skeleton } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ForgeLink, LoadFailed } from '@throughline/plugin-context-react';
import { EdgeView } from '@throughline/plugin-trace-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { traceApiRef } from '../../api';
import { traceTranslationRef } from '../../translation';
import { RestrictedMark } from '../Delivery/RestrictedMark';
import { Evidence } from './Evidence';
import styles from './drawer.module.css';

/** All links of a node, on request: also those whose other end stays hidden. */
export function AllLinks(props: { nodeId: string }) {
  const [shown, setShown] = useState(false);
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <section>
      <h3>{t('drawer.allLinks')}</h3>
      {shown ? (
        <LinkList nodeId={props.nodeId} />
      ) : (
        <Button size="small" variant="secondary" onPress={() => setShown(true)}>
          {t('drawer.showAllLinks')}
        </Button>
      )}
    </section>
  );
}

function LinkList(props: { nodeId: string }) {
  const { nodeId } = props;
  const traceApi = useApi(traceApiRef);
  const { t } = useTranslationRef(traceTranslationRef);
  const { value, error, retry } = useAsyncRetry(
    () => traceApi.getNode(nodeId),
    [traceApi, nodeId],
  );
  if (error) return <LoadFailed error={error} onRetry={retry} />;
  if (!value) return <Skeleton width="60%" height={20} />;
  if (value.edges.length === 0) return <p>{t('drawer.noLinks')}</p>;
  return (
    <>
      <ul className={styles.nodes}>
        {value.edges.map((edge, index) => (
          // Edges have no id, and their list never changes while shown.
          <li key={index} className={styles.node}>
            <EdgeLine edge={edge} />
          </li>
        ))}
      </ul>
      {value.edgesTruncated && (
        <p className={styles.quiet}>{t('drawer.linksTruncated')}</p>
      )}
    </>
  );
}

function EdgeLine(props: { edge: EdgeView }) {
  const { edge } = props;
  const { type, direction, other } = edge;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <>
      {direction === 'out' ? t(`edge.${type}`) : t(`edge.${type}In`)}{' '}
      {'hidden' in other ? (
        <em className={styles.quiet}>{t('hidden')}</em>
      ) : (
        <>
          <ForgeLink url={other.url}>{other.title}</ForgeLink>{' '}
          {other.restricted && (
            <RestrictedMark restriction={other.restricted} />
          )}
        </>
      )}
      <Evidence link={edge} />
    </>
  );
}
