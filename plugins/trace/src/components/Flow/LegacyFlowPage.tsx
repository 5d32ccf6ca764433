import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import { FlowContent } from './FlowContent';

/** The Flow page with a page around it, as older apps expect. */
export function LegacyFlowPage() {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('flow.title')} subtitle={t('flow.question')} />
      <Content>
        <FlowContent />
      </Content>
    </Page>
  );
}
