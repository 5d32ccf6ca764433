import {
  createContext,
  PropsWithChildren,
  useContext,
  useEffect,
  useState,
} from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { partsTranslationRef } from '../translation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Largest first, with the age from which each is used. */
const UNITS = [
  { key: 'age.years', length: 365 * DAY, from: 730 * DAY },
  { key: 'age.months', length: 30 * DAY, from: 60 * DAY },
  { key: 'age.days', length: DAY, from: DAY },
  { key: 'age.hours', length: HOUR, from: HOUR },
  { key: 'age.minutes', length: MINUTE, from: MINUTE },
] as const;

const NowContext = createContext<number | undefined>(undefined);

/**
 * What time it is for every age below it. Ticks once a minute, unless `now` (in
 * milliseconds) says what to take.
 */
export function NowProvider(props: PropsWithChildren<{ now?: number }>) {
  const [ticking, setTicking] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setTicking(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return (
    <NowContext.Provider value={props.now ?? ticking}>
      {props.children}
    </NowContext.Provider>
  );
}

/** Puts an age into words with one unit: `3 d`, `4 h`. */
export function useAgeText(): (iso: string, ago?: boolean) => string {
  const { t } = useTranslationRef(partsTranslationRef);
  const given = useContext(NowContext);
  return (iso, ago = false) => {
    // What arrived after the last tick would otherwise lie in the future.
    const length = Math.max(0, (given ?? Date.now()) - Date.parse(iso));
    const unit = UNITS.find(({ from }) => length >= from);
    if (!unit) return t('age.now');
    const age = t(unit.key, {
      number: String(Math.floor(length / unit.length)),
    });
    return ago ? t('age.ago', { age }) : age;
  };
}

const absolute = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'long',
});

/** How long ago something was: relative as text, absolute on hover, the viewer's zone. */
export function Age(props: { iso: string; ago?: boolean; className?: string }) {
  const ageText = useAgeText();
  return (
    <time
      className={props.className}
      dateTime={props.iso}
      title={absolute.format(new Date(props.iso))}
    >
      {ageText(props.iso, props.ago)}
    </time>
  );
}
