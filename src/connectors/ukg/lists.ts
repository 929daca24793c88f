import type { HrRow } from '../../contracts/ports.ts';
import type { AttributeDefinition, DescriptionTable } from '../../domain/hr/record.ts';
import { foldField } from './fields.ts';
import type { Field, FieldPlan, FieldPlans, PersonnelList } from './fields.ts';
import { createRowDecoder } from './schema.ts';
import type { RowDecoder } from './schema.ts';

/** How one list of UKG Pro is read. */
export interface ListReading {
  /** Name of the list in pages, rows and problems. */
  readonly name: string;
  readonly path: string;
  /** Asked instead when `path` answers 404: the older version of the resource. */
  readonly olderPath?: string;
  /** Web service whose View role it needs (ukg-pro-api 1). */
  readonly webService: string;
  /** Filters of a full read. */
  readonly query: Readonly<Record<string, string>>;
  /** `whole`: no paging parameters are documented, one answer holds all (ukg-pro-api 2, paging). */
  readonly paging: 'paged' | 'whole';
  /** Spelling of the page size parameter at this endpoint. */
  readonly sizeParameter: 'per_Page' | 'per_page';
  /** Most rows the endpoint gives per page (ukg-pro-api 2, paging). */
  readonly maxPageSize: number;
  /** A filter is always set, so 404 may mean that no row matches (ukg-pro-api 2, paging). */
  readonly filtered: boolean;
  /** Enrichment that a tenant without the resource or the filter can do without. */
  readonly optional: boolean;
  /** An empty answer means that something is wrong, because definitions refer to the list. */
  readonly neverEmpty: boolean;
  readonly decode: RowDecoder;
  /** What makes two rows the same; undefined for a row without identity. */
  keyOf(row: HrRow): string | undefined;
}

/** A personnel list can also be asked for one person. */
export interface PersonnelReading extends ListReading {
  /** Query parameter that filters by person key, in the endpoint's own spelling. */
  readonly personParameter: string;
}

/** All lists that the definitions need, in the order of a full read. */
export interface ListReadings {
  readonly personnel: Readonly<Record<PersonnelList, PersonnelReading>>;
  readonly configuration: readonly ListReading[];
  /** Whether an attribute comes from `details`; if not, only the employments off the home company are read. */
  readonly detailsNamed: boolean;
}

const personnelIntegration = 'Personnel Integration';
const companyConfiguration = 'Company Configuration Integration';

/** The configuration list that holds a table of descriptions: `orgLevel3` stands in `orgLevels`. */
export function listOfTable(table: DescriptionTable): string {
  if (table.startsWith('codeTable:')) return table;
  if (table === 'location') return 'locations';
  return table === 'job' ? 'jobs' : 'orgLevels';
}

/** Plans how each list is read. The name of a code table becomes part of a path and is escaped. */
export function planLists(
  definitions: readonly AttributeDefinition[],
  { plans, sources }: FieldPlans,
): ListReadings {
  const tables = new Set<string>();
  for (const { describe } of definitions) if (describe !== undefined) tables.add(listOfTable(describe));
  const detailsNamed = [...sources.values()].flat().some((source) => source.list === 'details');
  return {
    personnel: {
      employment: personnel('employment', 'employment-details', 'employeeId', plans.employment),
      person: {
        ...personnel('person', 'person-details', 'employeeId', plans.person),
        webService: 'Employee Person Details',
      },
      details: {
        ...personnel('details', 'employee-employment-details', 'employeeID', plans.details),
        query: detailsNamed ? {} : { isHomeCompany: 'n' },
        optional: !detailsNamed,
      },
    },
    configuration: [...tables].toSorted().map(configuration),
    detailsNamed,
  };
}

function personnel(
  name: PersonnelList,
  resource: string,
  personParameter: string,
  plan: FieldPlan,
): PersonnelReading {
  return {
    name,
    path: `/personnel/v1/${resource}`,
    webService: personnelIntegration,
    query: {},
    paging: 'paged',
    sizeParameter: 'per_Page',
    maxPageSize: 10_000,
    filtered: false,
    optional: false,
    neverEmpty: false,
    decode: createRowDecoder(plan),
    keyOf: employmentKey,
    personParameter,
  };
}

/** EEID + COID (ukg-pro-api 2, identifiers); person-details carries a company id as well. */
function employmentKey(row: HrRow): string | undefined {
  const person = row['employeeId'];
  return person === null || person === undefined ? undefined : `${person} ${row['companyId'] ?? ''}`;
}

/**
 * employee-changes over a span of time, epoch milliseconds, widened to whole seconds. Its rows are snapshots in
 * a dialect of their own and serve as hints, so that only whose they are is read (ukg-pro-api 3.4, 8).
 */
export function changesBetween(fromMs: number, toMs: number): ListReading {
  return {
    name: 'changes',
    path: '/personnel/v1/employee-changes',
    webService: 'Employee Export',
    query: {
      startDate: wholeSecond(Math.floor(fromMs / 1000)),
      endDate: wholeSecond(Math.ceil(toMs / 1000)),
    },
    paging: 'paged',
    sizeParameter: 'per_page',
    maxPageSize: 200,
    filtered: true,
    optional: false,
    neverEmpty: false,
    decode: createRowDecoder(changes),
    keyOf: employmentKey,
  };
}

const changes: FieldPlan = new Map(
  ['employeeId', 'companyId'].map((name) => [foldField(name), { name, kind: 'key' }]),
);

/** `2026-01-01T00:00:00Z`. */
function wholeSecond(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function configurationPlan(fields: Readonly<Record<string, Field>>): FieldPlan {
  return new Map(Object.entries(fields).map(([wire, field]) => [foldField(wire), field]));
}

const code: Field = { name: 'code', kind: 'plain' };
const description: Field = { name: 'description', kind: 'plain' };
const isActive: Field = { name: 'isActive', kind: 'yesNo' };

const orgLevels = configurationPlan({ level: { name: 'level', kind: 'plain' }, code, description, isActive });
const locations = configurationPlan({ locationCode: code, description, isActive });
/** v1's description calls the key `code`, v2's `jobCode` (ukg-pro-api 3.6). */
const jobs = configurationPlan({
  jobCode: code,
  code,
  title: description,
  countryCode: { name: 'country', kind: 'plain' },
  isActive,
});
const codeTable = configurationPlan({ code, description });

function configuration(name: string): ListReading {
  const common = {
    name,
    webService: companyConfiguration,
    query: {},
    sizeParameter: 'per_page',
    maxPageSize: 10_000,
    filtered: false,
    optional: false,
    neverEmpty: true,
    keyOf: codeKey,
  } as const;
  if (name === 'orgLevels') {
    const path = '/configuration/v1/org-levels';
    return { ...common, path, paging: 'whole', decode: createRowDecoder(orgLevels) };
  }
  if (name === 'locations') {
    const path = '/configuration/v1/locations';
    return { ...common, path, paging: 'whole', decode: createRowDecoder(locations) };
  }
  if (name === 'jobs') {
    const path = '/configuration/v2/jobs';
    const olderPath = '/configuration/v1/jobs';
    return { ...common, path, olderPath, paging: 'paged', decode: createRowDecoder(jobs) };
  }
  const path = `/configuration/v1/code-tables/${encodeURIComponent(name.slice('codeTable:'.length))}`;
  return { ...common, path, paging: 'whole', decode: createRowDecoder(codeTable) };
}

function codeKey(row: HrRow): string | undefined {
  const value = row['code'];
  if (value === null || value === undefined) return undefined;
  return [row['level'], row['country'], value].map(String).join(' ');
}
