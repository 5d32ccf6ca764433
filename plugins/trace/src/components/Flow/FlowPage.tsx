import { Container, Header } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import { FlowContent } from './FlowContent';
import styles from './flow.module.css';

/** The Flow page inside the page header that the app gives. */
export function FlowPage() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <main>
      <Header
        className={styles.header}
        title={t('flow.question')}
        description={t('flow.intro')}
      />
      <Container>
        <FlowContent />
      </Container>
    </main>
  );
}
