import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { traceTranslationRef } from '../../translation';
import styles from './textTable.module.css';

/** A picture's numbers as a table, folded until somebody wants to read them. */
export function TextTable(props: {
  label: string;
  columns: string[];
  /** The first cell of a row names it. */
  rows: Array<{ id: string; cells: string[] }>;
}) {
  const { label, columns, rows } = props;
  const { t } = useTranslationRef(traceTranslationRef);
  return (
    <details className={styles.details}>
      <summary>{t('flow.asTable')}</summary>
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
    </details>
  );
}
