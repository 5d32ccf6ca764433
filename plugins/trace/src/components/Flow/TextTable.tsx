import { ReactNode, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import styles from './textTable.module.css';

/** A picture's numbers as a table, folded until somebody wants to read them. */
export function TextTable(props: {
  label: string;
  columns: string[];
  /** The first cell of a row names it. */
  rows: Array<{ id: string; cells: ReactNode[] }>;
}) {
  const { t } = useTranslationRef(traceTranslationRef);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className={styles.details}
      onToggle={event => setIsOpen(event.currentTarget.open)}
    >
      <summary>{t('flow.asTable')}</summary>
      {isOpen && <Table {...props} />}
    </details>
  );
}

function Table(props: Parameters<typeof TextTable>[0]) {
  const { label, columns, rows } = props;
  return (
    <div
      className={styles.scroll}
      role="region"
      aria-label={label}
      // It scrolls, so keyboards must reach it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells: [name, ...cells] }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
