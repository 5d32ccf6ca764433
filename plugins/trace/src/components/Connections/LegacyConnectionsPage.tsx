import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import { ConnectionsContent } from './ConnectionsContent';

/** The Connections page with its own page around it, as older apps expect. */
export function LegacyConnectionsPage() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Page themeId="tool">
      <Header
        title={t('connections.title')}
        subtitle={t('connections.question')}
      />
      <Content>
        <ConnectionsContent />
      </Content>
    </Page>
  );
}
