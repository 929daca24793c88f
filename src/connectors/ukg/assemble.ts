import type { HrRow } from '../../contracts/ports.ts';
import { choosePrimaryJob } from '../../domain/hr/primary-job.ts';
import type { EmploymentFacts } from '../../domain/hr/primary-job.ts';
import type { AttributeDefinition, AttributeValue, HrRecord, RecordProblem } from '../../domain/hr/record.ts';
import { descriptionProblems, indexDescriptions, unknownCode } from './descriptions.ts';
import type { Describe } from './descriptions.ts';
import type { FieldSource, PersonnelList } from './fields.ts';
import { groupRows } from './grouping.ts';
import type { PersonRows } from './grouping.ts';
import { problemsOf } from './schema.ts';
import { readAs } from './values.ts';

/** Records in the order of their person keys, and what was wrong with the rows. */
export interface Assembled {
  readonly records: readonly HrRecord[];
  readonly problems: readonly RecordProblem[];
}

/** Joins the rows of all lists into records; pure. */
export type Assembler = (rows: ReadonlyMap<string, readonly HrRow[]>) => Assembled;

/** The rows that speak for one person. */
type Chosen = Readonly<Record<PersonnelList, HrRow | undefined>>;

/**
 * Assembler for the definitions. Rows are joined by person key whatever their order; the employment that speaks
 * for the person is chosen by `choosePrimaryJob`. A person with an employment and no person row, or the reverse,
 * gets no record but an identity problem.
 *
 * @param sources where each attribute finds its fields, by attribute name
 * @param configurationLists names of the lists that hold descriptions
 */
export function createAssembler(
  definitions: readonly AttributeDefinition[],
  sources: ReadonlyMap<string, readonly FieldSource[]>,
  configurationLists: readonly string[],
): Assembler {
  const listNames = new Set(configurationLists);
  const plan = definitions.map((definition) => ({
    definition,
    sources: sources.get(definition.name) ?? [],
  }));
  const names = new Set(definitions.map((definition) => definition.name));

  function assemble(rows: ReadonlyMap<string, readonly HrRow[]>): Assembled {
    const { people, problems } = groupRows(rows);
    problems.push(...descriptionProblems(listNames, rows));
    const describe = indexDescriptions(new Map([...listNames].map((list) => [list, rows.get(list) ?? []])));
    const records: HrRecord[] = [];
    for (const personKey of [...people.keys()].toSorted()) {
      const person = people.get(personKey);
      const chosen = person === undefined ? undefined : chooseRows(personKey, person, problems);
      if (chosen === undefined) continue;
      records.push({ personKey, attributes: attributesOf(personKey, chosen, describe, problems) });
    }
    return { records, problems };
  }

  function attributesOf(
    personKey: string,
    chosen: Chosen,
    describe: Describe,
    problems: RecordProblem[],
  ): Record<string, AttributeValue> {
    const attributes: Record<string, AttributeValue> = {};
    for (const { definition, sources: candidates } of plan) {
      const found = firstFilled(chosen, candidates);
      const reading = readAs(definition.type, found?.value ?? null);
      const value = 'value' in reading ? reading.value : null;
      attributes[definition.name] = value;
      if ('problem' in reading && found !== undefined) {
        problems.push(optional(personKey, fieldName(found.source), reading.problem));
      }
      if (definition.describe === undefined) continue;
      const codeName = `${definition.name}Code`;
      if (!names.has(codeName)) attributes[codeName] = value;
      if (value === null) continue;
      const description = describe(definition.describe, String(value));
      attributes[definition.name] = description ?? value;
      if (description !== undefined) continue;
      problems.push(optional(personKey, definition.name, unknownCode(definition.describe)));
    }
    return attributes;
  }

  return assemble;
}

/** The first source that holds something; one that was unreadable ends the search, so that nothing false takes its place. */
function firstFilled(
  chosen: Chosen,
  sources: readonly FieldSource[],
): { readonly source: FieldSource; readonly value: AttributeValue } | undefined {
  for (const source of sources) {
    const row = chosen[source.list];
    const value = row?.[source.name] ?? null;
    if (value !== null) return { source, value };
    if (row !== undefined && problemsOf(row).has(source.name)) return undefined;
  }
  return undefined;
}

/** The rows that speak for the person, undefined when the person is not whole. Problems of all rows are reported. */
function chooseRows(personKey: string, person: PersonRows, problems: RecordProblem[]): Chosen | undefined {
  for (const [list, listRows] of Object.entries(person)) {
    for (const row of listRows) {
      for (const [field, problem] of problemsOf(row)) {
        problems.push(optional(personKey, `${list}.${field}`, problem));
      }
    }
  }
  const employment = choosePrimaryJob(person.employment, (row) => factsOf(row, person.details));
  const personRow = rowOfCompany(person.person, employment);
  if (employment === undefined || personRow === undefined) {
    const missing = employment === undefined ? 'employment' : 'person';
    const problem = `has no row in ${missing === 'employment' ? 'employment-details' : 'person-details'}`;
    problems.push({ personKey, severity: 'identity', field: missing, problem });
    return undefined;
  }
  if (textOf(employment, 'employeeStatusCode') === null) {
    problems.push(optional(personKey, 'employment.employeeStatusCode', 'is missing'));
  }
  const details = person.details.find((row) => row['companyId'] === employment['companyId']);
  return { employment, person: personRow, details };
}

function factsOf(row: HrRow, details: readonly HrRow[]): EmploymentFacts {
  const detail = details.find((candidate) => candidate['companyId'] === row['companyId']);
  const home = detail?.['isHomeCompany'];
  return {
    companyId: textOf(row, 'companyId') ?? '',
    status: textOf(row, 'employeeStatusCode'),
    homeCompany: typeof home === 'boolean' ? home : null,
    lastHireDate: textOf(row, 'lastHireDate'),
    statusStartDate: textOf(row, 'statusStartDate'),
    dateInJob: textOf(row, 'dateInJob'),
  };
}

/** person-details mostly has one row per person; with several, the one of the employment's company speaks. */
function rowOfCompany(rows: readonly HrRow[], employment: HrRow | undefined): HrRow | undefined {
  const company = employment?.['companyId'] ?? null;
  const sorted = rows.toSorted((a, b) =>
    String(a['companyId'] ?? '') < String(b['companyId'] ?? '') ? -1 : 1,
  );
  return sorted.find((row) => company !== null && row['companyId'] === company) ?? sorted[0];
}

function textOf(row: HrRow, name: string): string | null {
  const value = row[name];
  return typeof value === 'string' ? value : null;
}

function fieldName(source: FieldSource): string {
  return `${source.list}.${source.name}`;
}

function optional(personKey: string, field: string, problem: string): RecordProblem {
  return { personKey, severity: 'optional', field, problem };
}
