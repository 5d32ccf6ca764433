import { Button, Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiDownloadLine, RiPrinterLine } from '@remixicon/react';
import { Freshness } from '@throughline/plugin-context-react';
import {
  Authorship,
  CoverageResponse,
  flowCsv,
  FlowResponse,
} from '@throughline/plugin-trace-common';
import { FlowFilter, Period, PERIODS, WAYS } from '../../hooks/flowAddress';
import { saveFile } from '../../saveFile';
import { traceTranslationRef } from '../../translation';
import { ScopePicker } from './ScopePicker';
import styles from './flow.module.css';

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const dateText = (iso: string) => date.format(new Date(iso));

/** Stands for "nothing chosen": a select needs a value. */
const ANY = '';

/** What is shown, how fresh it is, and ways to take it elsewhere. */
export function FlowBar(props: {
  filter: FlowFilter;
  /** Whether the scope can be chosen. */
  pickScope: boolean;
  flow?: FlowResponse;
  coverage?: CoverageResponse;
  refreshing: boolean;
  onChange(changes: Partial<FlowFilter>): void;
  onRefresh(): void;
}) {
  const { filter, pickScope, flow, onChange } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <div className={styles.bar}>
      <div
        role="group"
        aria-label={t('flow.bar.label')}
        className={styles.choices}
      >
        {pickScope && (
          <ScopePicker
            scope={filter.scope}
            onChange={scope => onChange({ scope })}
          />
        )}
        <PeriodChoice filter={filter} onChange={onChange} />
        <EnvironmentChoice
          filter={filter}
          environments={flow?.environments ?? []}
          onChange={onChange}
        />
        <Select
          aria-label={t('flow.bar.written')}
          size="small"
          className={styles.choice}
          options={[
            { value: ANY, label: t('flow.bar.anyWritten') },
            ...WAYS.map(way => ({
              value: way,
              label: t(`flow.written.${way}`),
            })),
          ]}
          value={filter.written ?? ANY}
          onChange={key =>
            onChange({ written: (key as Authorship) || undefined })
          }
        />
      </div>
      <BarEnd {...props} />
      {flow && (
        <p className={styles.onPaper}>
          {t('flow.bar.shown', {
            scope: flow.scope.ref ?? t('flow.bar.everything'),
            from: dateText(flow.period.from),
            to: dateText(flow.period.to),
          })}
          {[
            filter.environment,
            filter.written && t(`flow.written.${filter.written}`),
          ]
            .filter(Boolean)
            .map(said => `, ${said}`)}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  filter: FlowFilter;
  onChange(changes: Partial<FlowFilter>): void;
}

function PeriodChoice({ filter, onChange }: ChoiceProps) {
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <ToggleButtonGroup
      aria-label={t('flow.bar.period')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[String(filter.days)]}
      onSelectionChange={keys =>
        onChange({ days: Number([...keys][0]) as Period })
      }
    >
      {PERIODS.map(days => (
        <ToggleButton
          key={days}
          id={String(days)}
          size="small"
          aria-label={t('flow.bar.daysLabel', { number: String(days) })}
        >
          {t('flow.bar.days', { number: String(days) })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function EnvironmentChoice(props: ChoiceProps & { environments: string[] }) {
  const { filter, environments, onChange } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  // A deep link can name an environment that no answer has named yet.
  const choices = filter.environment
    ? [...new Set([...environments, filter.environment])]
    : environments;
  return (
    <Select
      aria-label={t('flow.bar.environment')}
      size="small"
      className={styles.choice}
      options={[
        { value: ANY, label: t('flow.bar.anyEnvironment') },
        ...choices.map(name => ({ value: name, label: name })),
      ]}
      value={filter.environment ?? ANY}
      onChange={key => onChange({ environment: key ? String(key) : undefined })}
    />
  );
}

function BarEnd(props: {
  flow?: FlowResponse;
  coverage?: CoverageResponse;
  refreshing: boolean;
  onRefresh(): void;
}) {
  const { flow, coverage, refreshing, onRefresh } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  if (!flow) return null;
  const { asOf, pending, scope } = flow;
  const notes = [
    t('flow.bar.entities', { count: scope.entities }),
    pending > 0 && t('freshness.pending', { count: pending }),
  ];
  return (
    <div className={styles.barEnd}>
      <Freshness
        asOf={asOf}
        otherwise={t('freshness.unknown')}
        note={notes.filter(Boolean).join(' · ')}
        refreshing={refreshing}
        onRefresh={onRefresh}
      />
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() =>
          saveFile(fileName(flow), flowCsv(flow, coverage), 'text/csv')
        }
      >
        {t('flow.bar.export')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiPrinterLine />}
        onPress={() => window.print()}
      >
        {t('flow.bar.print')}
      </Button>
    </div>
  );
}

/** `flow-system-default-payments-2026-03-10.csv` */
function fileName({ scope, period }: FlowResponse): string {
  const what = scope.ref ?? scope.kind;
  return `flow-${what.replace(/\W+/g, '-')}-${period.to.slice(0, 10)}.csv`;
}
