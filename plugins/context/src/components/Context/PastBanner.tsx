import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, ButtonLink } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import { contextTranslationRef } from '../../translation';

const absolute = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'long',
  timeStyle: 'short',
});

/** Says that this is not now, when it was, and how to get back. */
export function PastBanner(props: {
  /** ISO 8601: the moment that is shown; undefined while it is not known. */
  at?: string;
}) {
  const { at } = props;
  const { t } = useTranslationRef(contextTranslationRef);
  const { pathname } = useLocation();
  return (
    <Alert
      status="info"
      icon
      title={t('past.title', {
        time: at ? absolute.format(new Date(at)) : '…',
      })}
      description={t('past.text')}
      customActions={
        <ButtonLink size="small" variant="secondary" href={pathname}>
          {t('past.now')}
        </ButtonLink>
      }
    />
  );
}
