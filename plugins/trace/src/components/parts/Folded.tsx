import { PropsWithChildren, useState } from 'react';
import styles from '../foldedList.module.css';

/** A part of a page that is read when somebody wants it. */
export function Folded(
  props: PropsWithChildren<{
    title: string;
    /** What is in it, in a sentence. */
    intro: string;
    /** Whether it is open from the start, as where the address says so. */
    open?: boolean;
  }>,
) {
  const { title, intro, open, children } = props;
  const [opened, setOpened] = useState(open ?? false);
  return (
    <details
      className={styles.section}
      open={opened}
      onToggle={event => setOpened(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <h3 className={styles.title}>{title}</h3>
        <span className={styles.quiet}>{intro}</span>
      </summary>
      {opened && <div className={styles.content}>{children}</div>}
    </details>
  );
}
