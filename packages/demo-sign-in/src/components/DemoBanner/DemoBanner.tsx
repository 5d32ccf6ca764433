import {
  configApiRef,
  discoveryApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import LinearProgress from '@material-ui/core/LinearProgress';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { DemoStatus } from '../../api/demoApi';
import { demoSignInTranslationRef } from '../../translation';
import { useDemoStatus } from './useDemoStatus';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'fixed',
    right: theme.spacing(1),
    bottom: theme.spacing(1),
    maxWidth: `calc(100vw - ${theme.spacing(2)}px)`,
    padding: theme.spacing(0.5, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    zIndex: theme.zIndex.appBar - 1,
    // A label, not a thing: what lies below can be clicked.
    pointerEvents: 'none',
    // On a phone the portal has its navigation at the bottom.
    [theme.breakpoints.down('xs')]: { bottom: theme.spacing(8) },
  },
  bar: { marginTop: theme.spacing(0.5) },
}));

function percentOf({ sent, total }: DemoStatus): number {
  return total > 0 ? Math.floor((100 * sent) / total) : 0;
}

function Label({ status }: { status: DemoStatus | undefined }) {
  const { t } = useTranslationRef(demoSignInTranslationRef);
  const classes = useStyles();
  let text: string | undefined;
  let percent: number | undefined;
  if (status?.state === 'waiting') text = t('banner.waiting');
  if (status?.state === 'sending') {
    percent = percentOf(status);
    text = t('banner.loading', { percent: String(percent) });
  }
  if (status?.state === 'failed') {
    text = t('banner.failed', { message: status.message ?? '' });
  }
  return (
    <Paper
      component="aside"
      className={classes.root}
      aria-label={t('banner.region')}
    >
      <Typography variant="caption">
        <strong>{t('banner.label')}</strong>
        {text && ` · ${text}`}
      </Typography>
      {percent !== undefined && (
        <LinearProgress
          className={classes.bar}
          variant="determinate"
          value={percent}
          aria-label={text}
        />
      )}
    </Paper>
  );
}

function PollingLabel() {
  return <Label status={useDemoStatus(useApi(discoveryApiRef))} />;
}

/** Says that all of this is demo data, and how much of it is there. */
export function DemoBanner() {
  const config = useApi(configApiRef);
  return config.getOptionalBoolean('demo.enabled') ? <PollingLabel /> : null;
}
