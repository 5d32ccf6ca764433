import { Box } from '@backstage/ui';
import { PropsWithChildren } from 'react';
import styles from './parts.module.css';

/** Nothing to show: what would appear here and the one step that makes it appear. */
export function Invitation(
  props: PropsWithChildren<{ title: string; text: string }>,
) {
  return (
    <Box as="section" bg="neutral" className={styles.invitation}>
      <h3 className={styles.invitationTitle}>{props.title}</h3>
      <p>{props.text}</p>
      {props.children}
    </Box>
  );
}
