import { createRandom, shuffled } from '../workforce/random.ts';
import type { Fault } from './faults.ts';
import { slicePage, type Page } from './paging.ts';
import type { WireRow } from './refs.ts';

/** What the faults of an answer make of the rows behind a list, before it is cut into pages. */
export function spoilRows<T>(
  rows: readonly T[],
  faults: readonly Fault[],
  personKeyOf: ((row: T) => string) | undefined,
): readonly T[] {
  let left = rows;
  for (const fault of faults) {
    if (fault.kind === 'emptyList') left = [];
    if (fault.kind === 'halfPopulation') left = left.slice(0, Math.ceil(left.length / 2));
    if (fault.kind === 'shuffledRows') left = shuffled(left, createRandom('shuffle', left.length));
    if (fault.kind === 'missingPeople' && personKeyOf !== undefined) {
      const missing = new Set(fault.personKeys);
      left = left.filter((row) => !missing.has(personKeyOf(row)));
    }
  }
  return left;
}

/** Cuts a page; with `duplicateRows` it begins with the last row of the page before. */
export function cutPage<T>(rows: readonly T[], page: Page, faults: readonly Fault[]): readonly T[] {
  const cut = slicePage(rows, page);
  const [first] = cut;
  if (first === undefined || page.number === 1 || !faults.some(({ kind }) => kind === 'duplicateRows'))
    return cut;
  const before = rows[(page.number - 1) * page.size - 1];
  return before === undefined ? cut : [before, ...cut];
}

function mapFields(row: WireRow, change: (field: string, value: unknown) => unknown): WireRow {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, change(field, value)]));
}

const codeField = /code$|status$/i;
const identityField = /^employeeid$/i;

type RowChange = (row: WireRow, position: number) => WireRow;

const rowChanges: Readonly<Partial<Record<Fault['kind'], RowChange>>> = {
  paddedCodes: (row) =>
    mapFields(row, (field, value) =>
      codeField.test(field) && typeof value === 'string' && value !== '' ? value.padEnd(10) : value,
    ),
  // employee-changes writes "" for missing, everybody else null (ukg-pro-api 2, value formats).
  missingSupervisor: (row) =>
    mapFields(row, (field, value) => {
      if (!/^supervisor/i.test(field)) return value;
      return 'isActive' in row ? '' : null;
    }),
  sharedEmail: (row) =>
    'emailAddress' in row ? { ...row, emailAddress: 'shared.mailbox@acme.example' } : row,
  missingIdentity: (row, position) => {
    if (position > 0) return row;
    return Object.fromEntries(Object.entries(row).filter(([field]) => !identityField.test(field)));
  },
};

/** What the faults of an answer make of a rendered row. `position` counts from 0 within the page. */
export function spoilWireRow(row: WireRow, faults: readonly Fault[], position: number): WireRow {
  let spoiled = row;
  for (const { kind } of faults) spoiled = rowChanges[kind]?.(spoiled, position) ?? spoiled;
  return spoiled;
}
