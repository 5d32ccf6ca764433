import { Container, Header } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import { ConnectionsContent } from './ConnectionsContent';
import styles from './connections.module.css';

/** The Connections page inside the page header that the app gives it. */
export function ConnectionsPage() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
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
  );
}
