import { ReactNode } from 'react';
import styles from './parts.module.css';

/** What a status says before anybody reads its word. Unknown is never ok. */
export type StatusShape = 'ok' | 'attention' | 'blocked' | 'unknown';

const DRAWINGS: Record<StatusShape, ReactNode> = {
  ok: <circle cx="5" cy="5" r="4.5" fill="currentColor" />,
  attention: <path d="M5 0.5 10 9.5H0Z" fill="currentColor" />,
  blocked: (
    <rect x="0.75" y="0.75" width="8.5" height="8.5" fill="currentColor" />
  ),
  unknown: (
    <circle
      cx="5"
      cy="5"
      r="4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="1.8 1.35"
    />
  ),
};

/** The shape alone, for places where the word stands next to it already. */
export function Shape(props: { shape: StatusShape; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      className={[styles.shape, props.className].filter(Boolean).join(' ')}
      data-shape={props.shape}
      viewBox="0 0 10 10"
    >
      {DRAWINGS[props.shape]}
    </svg>
  );
}

/** A status as a shape, a word and a colour, in that order. */
export function StatusMark(props: { shape: StatusShape; children: ReactNode }) {
  return (
    <span className={`${styles.status} ${styles[props.shape]}`}>
      <Shape shape={props.shape} />
      {props.children}
    </span>
  );
}
