import { ReactNode } from 'react';
import { VisuallyHidden } from '@backstage/ui';
import styles from './stageStrip.module.css';

/** A row of stages with the current one filled and named. */
export function StageStrip(props: {
  /** Number of stages. */
  total: number;
  /** Which one is current, from 1; 0 when it left the road. */
  position: number;
  /** What to call the current stage. */
  name: ReactNode;
  /** `stage 5 of 6`, for those who do not see the strip. */
  positionText: string;
  /** How long it has been there. */
  age: ReactNode;
}) {
  const { total, position } = props;
  const arrived = position === total;
  const segmentClass = (place: number) =>
    [
      styles.segment,
      arrived && styles.segmentVerified,
      place < position && styles.segmentDone,
      place === position && !arrived && styles.segmentCurrent,
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <div className={styles.strip}>
      <div className={styles.segments} aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <span key={index} className={segmentClass(index + 1)} />
        ))}
      </div>
      <div className={styles.stageName}>
        <span>{props.name}</span>
        <span className={styles.quiet}>{props.age}</span>
        {position > 0 && (
          <VisuallyHidden>{`, ${props.positionText}`}</VisuallyHidden>
        )}
      </div>
    </div>
  );
}
