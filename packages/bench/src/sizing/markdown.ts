/** A column's heading; numbers stand at the right. */
export interface Column {
  head: string;
  number?: boolean;
}

/** A table as Prettier writes it, so that a document can hold it as it is. */
export function markdownTable(columns: Column[], rows: string[][]): string {
  const widths = columns.map(({ head }, index) =>
    Math.max(3, head.length, ...rows.map(row => row[index].length)),
  );
  const line = (cells: string[]) =>
    `| ${cells
      .map((cell, index) =>
        columns[index].number
          ? cell.padStart(widths[index])
          : cell.padEnd(widths[index]),
      )
      .join(' | ')} |`;
  const rule = columns.map(({ number }, index) =>
    number ? `${'-'.repeat(widths[index] - 1)}:` : '-'.repeat(widths[index]),
  );
  return [
    line(columns.map(({ head }) => head)),
    line(rule),
    ...rows.map(line),
  ].join('\n');
}
