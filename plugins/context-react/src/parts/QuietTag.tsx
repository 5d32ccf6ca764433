import { ReactNode } from 'react';
import { Hint } from './Hint';
import { Shape } from './StatusMark';
import styles from './parts.module.css';

/** A word about a thing with its explanation; `attention` adds the triangle. */
export function QuietTag(props: {
  children: ReactNode;
  hint?: string;
  attention?: boolean;
}) {
  return (
    <Hint text={props.hint}>
      <span className={styles.tag}>
        {props.children}
        {props.attention && <Shape shape="attention" />}
      </span>
    </Hint>
  );
}
