import { ReactElement, ReactNode } from 'react';
import Tooltip from '@material-ui/core/Tooltip';
import styles from './parts.module.css';

/**
 * An explanation that shows on hover and touch. Whatever it says must also be
 * readable without a pointer, for example in the drawer.
 */
export function Hint(props: { text: ReactNode; children: ReactElement }) {
  return (
    <Tooltip
      title={props.text ?? ''}
      classes={{ tooltip: styles.hint }}
      enterTouchDelay={0}
      leaveTouchDelay={6000}
    >
      {props.children}
    </Tooltip>
  );
}
