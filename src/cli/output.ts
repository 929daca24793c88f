import { styleText } from 'node:util';

/** Where commands write. Results go to standard output, everything about progress to standard error. */
export interface Output {
  readonly json: boolean;
  /** A result: text for people, or the value as one JSON line with `--json`. */
  result(value: unknown, text: () => string): void;
  /** A line about what is going on; not shown with `--json`. */
  progress(line: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    json,
    result(value, text) {
      process.stdout.write(`${json ? JSON.stringify(value) : text()}\n`);
    },
    progress(line) {
      if (!json) process.stderr.write(`${line}\n`);
    },
  };
}

type Style = Parameters<typeof styleText>[0];

/** Coloured on a terminal, plain in a pipe and with NO_COLOR. */
export function paint(style: Style, text: string): string {
  const plain = process.env['NO_COLOR'] !== undefined || !process.stdout.isTTY;
  return plain ? text : styleText(style, text);
}

/** Columns of text, as wide as their widest cell, headings first. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [paint('bold', line(headings)), ...rows.map(line)].join('\n');
}

/** `2026-03-15 12:00 UTC`, for people. */
export function showTime(epochMs: number | undefined): string {
  return epochMs === undefined ? '' : `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
