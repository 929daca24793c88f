import type { HrRow } from '../../contracts/ports.ts';
import type { RecordProblem } from '../../domain/hr/record.ts';
import { personnelLists } from './fields.ts';
import type { PersonnelList } from './fields.ts';
import { problemsOf } from './schema.ts';

/** All rows of one person, one per list and company. */
export type PersonRows = Readonly<Record<PersonnelList, readonly HrRow[]>>;

/**
 * Rows by person key, duplicates over page borders folded into one (ukg-pro-api 6, quirk 1). A row without a
 * person key belongs to nobody and is an identity problem. `details` alone makes no person.
 */
export function groupRows(rows: ReadonlyMap<string, readonly HrRow[]>): {
  readonly people: ReadonlyMap<string, PersonRows>;
  readonly problems: RecordProblem[];
} {
  const people = new Map<string, Record<PersonnelList, HrRow[]>>();
  const problems: RecordProblem[] = [];
  for (const list of personnelLists) {
    for (const row of rows.get(list) ?? []) {
      const personKey = row['employeeId'];
      if (typeof personKey !== 'string') {
        problems.push(nobodysRow(list, row));
        continue;
      }
      let person = people.get(personKey);
      if (person === undefined) {
        if (list === 'details') continue;
        person = { employment: [], person: [], details: [] };
        people.set(personKey, person);
      }
      addRow(person[list], row);
    }
  }
  return { people, problems };
}

/** Keeps the newer of two rows of one company: rows may change while the pages are being read. */
function addRow(rows: HrRow[], row: HrRow): void {
  const index = rows.findIndex((present) => present['companyId'] === row['companyId']);
  const present = rows[index];
  if (present === undefined) {
    rows.push(row);
    return;
  }
  if (rankOf(row) > rankOf(present)) rows[index] = row;
}

/** Stamps have no zone and one form per tenant, so they compare as text; the content decides between equal stamps. */
function rankOf(row: HrRow): string {
  return `${row['dateTimeChanged'] ?? ''} ${JSON.stringify(row)}`;
}

function nobodysRow(list: PersonnelList, row: HrRow): RecordProblem {
  const problems = problemsOf(row);
  const whole = problems.get('row');
  if (whole !== undefined) return { severity: 'identity', field: list, problem: `a row ${whole}` };
  const problem = problems.get('employeeId') ?? 'is missing';
  return { severity: 'identity', field: `${list}.employeeId`, problem };
}
