import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { Mark } from './Mark';

const useStyles = makeStyles(theme => ({
  root: {
    height: 2.5 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginLeft:
      (sidebarConfig.drawerWidthClosed - sidebarConfig.logoHeight) / 2,
    color: theme.palette.navigation.selectedColor,
  },
  name: {
    fontSize: theme.typography.pxToRem(20),
    fontWeight: 600,
    letterSpacing: '-0.01em',
  },
}));

/** The mark, with the name next to it while the sidebar is open. */
export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();

  return (
    <div className={classes.root}>
      <Link
        to="/"
        underline="none"
        className={classes.link}
        aria-label="Throughline, to the catalog"
      >
        <Mark size={sidebarConfig.logoHeight} />
        {isOpen && <span className={classes.name}>Throughline</span>}
      </Link>
    </div>
  );
};
