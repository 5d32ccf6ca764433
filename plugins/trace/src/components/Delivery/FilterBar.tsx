import { useEffect, useState } from 'react';
import { SearchField, Select, ToggleButton } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ChainsFilter } from '@throughline/plugin-trace-common';
import useDebounce from 'react-use/esm/useDebounce';
import { SWITCHES } from '../../hooks/useChainsFilter';
import { traceTranslationRef } from '../../translation';
import styles from './delivery.module.css';

/** How long typing must rest before a search is sent, in milliseconds. */
const SEARCH_REST = 300;
/** Stands for "no environment chosen": a select needs a value. */
const ANY = '';

/** The filters of the Delivery tab. */
export function FilterBar(props: {
  filter: ChainsFilter;
  environments: string[];
  onChange(changes: Partial<ChainsFilter>): void;
}) {
  const { filter, environments, onChange } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  // A deep link can name an environment that no answer has named yet.
  const choices = filter.environment
    ? [...new Set([...environments, filter.environment])]
    : environments;
  return (
    <div role="group" aria-label={t('filter.label')} className={styles.bar}>
      {SWITCHES.map(name => (
        <ToggleButton
          key={name}
          size="small"
          isSelected={filter[name] ?? false}
          onChange={isOn => onChange({ [name]: isOn || undefined })}
        >
          {t(`filter.${name}`)}
        </ToggleButton>
      ))}
      <Select
        aria-label={t('filter.environment')}
        size="small"
        className={styles.environment}
        options={[
          { value: ANY, label: t('filter.anyEnvironment') },
          ...choices.map(environment => ({
            value: environment,
            label: t('filter.liveIn', { environment }),
          })),
        ]}
        value={filter.environment ?? ANY}
        onChange={key =>
          onChange({ environment: key ? String(key) : undefined })
        }
      />
      <SearchInput
        value={filter.search}
        onChange={search => onChange({ search })}
      />
    </div>
  );
}

function SearchInput(props: {
  value?: string;
  onChange(value: string | undefined): void;
}) {
  const { value = '', onChange } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  const [text, setText] = useState(value);
  // The address can change from outside: "clear filters", the back button.
  useEffect(() => setText(value), [value]);
  useDebounce(
    () => {
      if (text.trim() !== value) onChange(text.trim() || undefined);
    },
    SEARCH_REST,
    [text],
  );
  return (
    <SearchField
      aria-label={t('filter.search')}
      placeholder={t('filter.searchPlaceholder')}
      size="small"
      className={styles.search}
      value={text}
      onChange={setText}
    />
  );
}
