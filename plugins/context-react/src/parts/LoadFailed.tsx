import { Alert, Button } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { errorText } from '../errors';
import { partsTranslationRef } from '../translation';

/** Something could not be loaded: what the backend said and a way to try again. */
export function LoadFailed(props: {
  error: Error;
  onRetry(): void;
  title?: string;
}) {
  const { t } = useTranslationRef(partsTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={props.title ?? t('error.title')}
      description={errorText(props.error)}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('error.retry')}
        </Button>
      }
    />
  );
}
