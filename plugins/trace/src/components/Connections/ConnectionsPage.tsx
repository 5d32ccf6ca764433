import { Container, Header } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Route, Routes } from 'react-router-dom';
import { traceTranslationRef } from '../../translation';
import { ConnectGithub } from '../Connect';
import { ConnectionsContent } from './ConnectionsContent';
import styles from './connections.module.css';

/** The pages about connections inside the page header that the app gives. */
export function ConnectionsPage() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Routes>
      <Route
        path="github"
        element={
          <main>
            <Header
              className={styles.header}
              title={t('connect.question')}
              description={t('connect.intro')}
            />
            <Container>
              <ConnectGithub />
            </Container>
          </main>
        }
      />
      <Route
        path="*"
        element={
          <main>
            <Header
              className={styles.header}
              title={t('connections.question')}
              description={t('connections.intro')}
            />
            <Container>
              <ConnectionsContent />
            </Container>
          </main>
        }
      />
    </Routes>
  );
}
