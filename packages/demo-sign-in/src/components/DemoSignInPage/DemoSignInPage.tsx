import {
  Content,
  ErrorPanel,
  Header,
  Page,
  Progress,
  ProxiedSignInPage,
  SignInPage,
} from '@backstage/core-components';
import {
  configApiRef,
  discoveryApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { ReactNode, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { readTeams } from '../../api/demoApi';
import {
  forgettingOnSignOut,
  rememberedPerson,
  rememberPerson,
} from '../../rememberedPerson';
import { demoSignInTranslationRef } from '../../translation';
import { PersonPicker } from './PersonPicker';

/** The sign-in page's frame, so that nobody takes it for a real one. */
function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslationRef(demoSignInTranslationRef);
  const title = useApi(configApiRef).getOptionalString('app.title');
  return (
    <Page themeId="home">
      <Header title={title} subtitle={t('picker.label')} />
      <Content>{children}</Content>
    </Page>
  );
}

function People({ onPick }: { onPick(name: string): void }) {
  const { t } = useTranslationRef(demoSignInTranslationRef);
  const discovery = useApi(discoveryApiRef);
  const { value, error, loading, retry } = useAsyncRetry(
    () => readTeams(discovery),
    [discovery],
  );
  if (loading) return <Progress />;
  if (error || !value) {
    return (
      <>
        <ErrorPanel title={t('picker.error')} error={error ?? new Error()} />
        <Button variant="outlined" onClick={retry}>
          {t('picker.retry')}
        </Button>
      </>
    );
  }
  return (
    <>
      <Typography>{t('picker.explanation')}</Typography>
      <PersonPicker teams={value} onPick={({ name }) => onPick(name)} />
    </>
  );
}

function PickerSignInPage({ onSignInSuccess }: SignInPageProps) {
  const { t } = useTranslationRef(demoSignInTranslationRef);
  const [name, setName] = useState(rememberedPerson);
  const [attempt, setAttempt] = useState(0);
  const pick = (picked: string | undefined) => {
    rememberPerson(picked);
    setName(picked);
  };
  if (!name) {
    return (
      <Frame>
        <People onPick={pick} />
      </Frame>
    );
  }
  return (
    <ProxiedSignInPage
      key={`${name}/${attempt}`}
      provider="demo"
      headers={{ 'x-demo-person': name }}
      onSignInSuccess={identity =>
        onSignInSuccess(forgettingOnSignOut(identity))
      }
      ErrorComponent={({ error }) => (
        <Frame>
          <ErrorPanel
            title={t('picker.failed', { name })}
            error={error ?? new Error()}
          />
          <Button variant="outlined" onClick={() => setAttempt(attempt + 1)}>
            {t('picker.retry')}
          </Button>{' '}
          <Button variant="outlined" onClick={() => pick(undefined)}>
            {t('picker.other')}
          </Button>
        </Frame>
      )}
    />
  );
}

/**
 * Lets people pick somebody of the demo organisation while `demo.enabled` is
 * true; otherwise the sign-in page that an app has by default.
 */
export function DemoSignInPage(props: SignInPageProps) {
  const config = useApi(configApiRef);
  return config.getOptionalBoolean('demo.enabled') ? (
    <PickerSignInPage {...props} />
  ) : (
    <SignInPage {...props} providers={['guest']} />
  );
}
