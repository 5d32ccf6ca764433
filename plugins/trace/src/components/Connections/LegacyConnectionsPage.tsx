import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Route, Routes } from 'react-router-dom';
import { traceTranslationRef } from '../../translation';
import { ConnectGithub } from '../Connect';
import { ConnectionsContent } from './ConnectionsContent';

/** The pages about connections with pages around them, as older apps expect. */
export function LegacyConnectionsPage() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Page themeId="tool">
      <Routes>
        <Route
          path="github"
          element={
            <>
              <Header
                title={t('connect.title')}
                subtitle={t('connect.question')}
              />
              <Content>
                <ConnectGithub />
              </Content>
            </>
          }
        />
        <Route
          path="*"
          element={
            <>
              <Header
                title={t('connections.title')}
                subtitle={t('connections.question')}
              />
              <Content>
                <ConnectionsContent />
              </Content>
            </>
          }
        />
      </Routes>
    </Page>
  );
}
