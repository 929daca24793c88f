import type { HrRow } from '../../contracts/ports.ts';
import type { DescriptionTable, RecordProblem } from '../../domain/hr/record.ts';
import { listOfTable } from './lists.ts';
import { problemsOf } from './schema.ts';

/** Finds what a code is called. */
export type Describe = (table: DescriptionTable, code: string) => string | undefined;

interface Entry {
  readonly description: string;
  readonly rank: string;
}

/**
 * Index over the rows of the configuration lists. When a code stands several times (job codes do, once per
 * country), an active row speaks before an inactive one, then the first country in alphabetical order, so that
 * the answer does not depend on the order of the rows.
 */
export function indexDescriptions(rows: ReadonlyMap<string, readonly HrRow[]>): Describe {
  const tables = new Map<string, Map<string, Entry>>();
  for (const [list, listRows] of rows) {
    for (const row of listRows) addEntry(tables, tableOf(list, row), row);
  }
  return (table, code) => tables.get(table)?.get(foldCode(code))?.description;
}

function addEntry(tables: Map<string, Map<string, Entry>>, table: string, row: HrRow): void {
  const { code, description } = row;
  if (!isScalarText(code) || !isScalarText(description)) return;
  const rank = `${row['isActive'] === false ? 1 : 0} ${row['country'] ?? ''} ${description}`;
  const entries = tables.get(table) ?? new Map<string, Entry>();
  tables.set(table, entries);
  const folded = foldCode(String(code));
  const present = entries.get(folded);
  if (present === undefined || rank < present.rank) {
    entries.set(folded, { description: String(description), rank });
  }
}

function isScalarText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function tableOf(list: string, row: HrRow): string {
  if (list === 'orgLevels') return `orgLevel${row['level'] ?? ''}`;
  if (list === 'locations') return 'location';
  return list === 'jobs' ? 'job' : list;
}

/** SQL compares codes without regard to case, and so do references to them. */
function foldCode(code: string): string {
  return code.trim().toUpperCase();
}

/** Rows of configuration lists that cannot be used; each costs descriptions only. */
export function descriptionProblems(
  lists: ReadonlySet<string>,
  rows: ReadonlyMap<string, readonly HrRow[]>,
): RecordProblem[] {
  const problems: RecordProblem[] = [];
  for (const list of lists) {
    for (const row of rows.get(list) ?? []) {
      for (const [field, problem] of problemsOf(row)) {
        problems.push({ severity: 'optional', field: `${list}.${field}`, problem });
      }
    }
  }
  return problems;
}

/** What to report when a code has no description. */
export function unknownCode(table: DescriptionTable): string {
  return `has a code that the list ${listOfTable(table)} does not describe`;
}
