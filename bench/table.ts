import { isMet, ratioOf } from './result.ts';
import type { BenchLine, BenchResult, Budget } from './result.ts';

/** Three significant digits for small figures, whole numbers with separators for large ones. */
export function showNumber(value: number): string {
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

function showBudget(result: BenchResult, budget: Budget): string {
  const show = (bound: number): string =>
    budget.of === 'ratio' ? `${Number((bound * 100).toPrecision(3))} %` : showNumber(bound);
  const bounds = [
    budget.atLeast === undefined ? [] : `>= ${show(budget.atLeast)}`,
    budget.atMost === undefined ? [] : `<= ${show(budget.atMost)}`,
  ].flat();
  return `${bounds.join(', ')} ${isMet(result, budget) ? 'met' : 'MISSED'}`;
}

function cells(line: BenchLine): readonly [string, string, string, string, string] {
  if ('leftOut' in line) return [line.name, 'left out', '', '', ''];
  const ratio = ratioOf(line);
  return [
    line.name,
    `${showNumber(line.value)} ${line.unit}`,
    line.raw === undefined ? '' : `${showNumber(line.raw.value)} (${line.raw.name})`,
    ratio === undefined ? '' : `${Number((ratio * 100).toPrecision(3))} %`,
    (line.budgets ?? []).map((budget) => showBudget(line, budget)).join('; '),
  ];
}

const heading = ['what', 'Tenure', 'below it, same run', 'ratio', 'budget'] as const;

/** The lines as a table in plain text, with the notes and what was left out below it. */
export function showTable(lines: readonly BenchLine[]): string {
  const rows: readonly (readonly string[])[] = [heading, ...lines.map(cells)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const shown = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const notes = lines.flatMap((line) => {
    const note = 'leftOut' in line ? `left out: ${line.leftOut}` : line.note;
    return note === undefined ? [] : [`${line.name}: ${note}`];
  });
  const [first = '', ...rest] = shown.map((row) => row.trimEnd());
  return [first, rule, ...rest, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}
