import { TenureError } from '../../domain/errors.ts';
import type { AttributeDefinition } from '../../domain/hr/record.ts';

/** The personnel lists that an attribute can come from; the first word of `from`. */
export const personnelLists = ['employment', 'person', 'details'] as const;
/**
 * `employment` is employment-details, `person` is person-details, `details` is employee-employment-details,
 * the newer sibling of the first (home company, expected end of a leave). Rows of employee-changes are hints
 * and no source: their values are written differently (ukg-pro-api 8, step 3).
 */
export type PersonnelList = (typeof personnelLists)[number];

/** How a field is read at the edge; `plain` is any scalar, typed later by the attribute's declaration. */
export type FieldKind = 'key' | 'employeeNumber' | 'date' | 'code' | 'yesNo' | 'plain';

/** A field that may pass the edge. */
export interface Field {
  /** Key in the row: the spelling of the definition that asked for it. */
  readonly name: string;
  readonly kind: FieldKind;
}

/** The fields of one list that may pass the edge, by folded wire name. */
export type FieldPlan = ReadonlyMap<string, Field>;

/** One place an attribute's value can come from. */
export interface FieldSource {
  readonly list: PersonnelList;
  readonly name: string;
}

/** Misspelt or renamed keys of the wire (ukg-pro-api 2, casing; 3.5), folded, with the spelling that is meant. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['namesufixcode', 'namesuffixcode'],
  ['dateofnextsalayrreview', 'dateofnextsalaryreview'],
  ['jobee0category', 'jobeeocategory'],
  ['workenvirornmentcode', 'workenvironmentcode'],
  ['worklocationcode', 'worklocation'],
]);

/** Wire name without regard to case and known misspellings. */
export function foldField(name: string): string {
  const folded = name.toLowerCase();
  return aliases.get(folded) ?? folded;
}

/** Calendar dates of ukg-pro-api 3.1 to 3.3, folded. Stamps (`dateTimeChanged`) are not among them. */
const dateFields: ReadonlySet<string> = new Set(
  `statusStartDate originalHireDate lastHireDate dateInJob dateLastWorked dateOfSeniority dateOfBenefitSeniority
  dateOfTermination dateOfSuspension dateOfRetirement dateOfEarlyRetirement dateOfLocalUnion dateOfNationalUnion
  dateLastPayDatePaid datePaidThru dateDeceased dateOfBirth employeeStatusStartDate employeeStatusExpectedEndDate
  terminationDate retirementDate earlyRetirementDate suspensionDate seniorityDate benefitSeniorityDate paidThruDate
  salaryEffectiveDate`
    .toLowerCase()
    .split(/\s+/),
);

/** Codes whose `Z`, `0` or blank means "none" (ukg-pro-api 2, placeholder codes). */
const placeholderFields: ReadonlySet<string> = new Set([
  'shift',
  'shiftgroup',
  'shiftcode',
  'primaryprojectcode',
  'projectcode',
]);

/** What is needed whatever the definitions say: identity, the choice of the primary job, the newer of two rows. */
const always: Readonly<Record<PersonnelList, readonly Field[]>> = {
  employment: [
    { name: 'employeeId', kind: 'key' },
    { name: 'companyId', kind: 'key' },
    { name: 'employeeStatusCode', kind: 'plain' },
    { name: 'lastHireDate', kind: 'date' },
    { name: 'statusStartDate', kind: 'date' },
    { name: 'dateInJob', kind: 'date' },
    { name: 'dateTimeChanged', kind: 'plain' },
  ],
  person: [
    { name: 'employeeId', kind: 'key' },
    { name: 'companyId', kind: 'key' },
    { name: 'dateTimeChanged', kind: 'plain' },
  ],
  details: [
    { name: 'employeeId', kind: 'key' },
    { name: 'companyId', kind: 'key' },
    { name: 'isHomeCompany', kind: 'yesNo' },
  ],
};

function kindOf(folded: string): FieldKind {
  if (folded === 'employeenumber') return 'employeeNumber';
  if (dateFields.has(folded)) return 'date';
  return placeholderFields.has(folded) ? 'code' : 'plain';
}

const sourcePattern = /^(\w+)\.([A-Za-z]\w*)$/;

function isPersonnelList(word: string | undefined): word is PersonnelList {
  return personnelLists.some((list) => list === word);
}

/**
 * List and field of one `from` entry, as written.
 * @throws TenureError CONFIG_INVALID when it does not have the form `employment.fieldName`
 */
function parseSource(definition: AttributeDefinition, entry: string): FieldSource {
  const [, list, name] = sourcePattern.exec(entry) ?? [];
  if (name !== undefined && isPersonnelList(list)) return { list, name };
  throw new TenureError('CONFIG_INVALID', `hrData.attributes.${definition.name} comes from "${entry}"`, {
    place: `hrData.attributes.${definition.name}`,
    remedy: `Write ${personnelLists.map((word) => `${word}.<field>`).join(' or ')}.`,
  });
}

/** The whitelist of every personnel list, and where each attribute finds its fields in the rows. */
export interface FieldPlans {
  readonly plans: Readonly<Record<PersonnelList, FieldPlan>>;
  /** By attribute name, in order of preference. */
  readonly sources: ReadonlyMap<string, readonly FieldSource[]>;
}

/**
 * Plans what may pass the edge: the fields that the definitions name and those that are always needed.
 * @throws TenureError CONFIG_INVALID
 */
export function planFields(definitions: readonly AttributeDefinition[]): FieldPlans {
  const plans = { employment: planOf('employment'), person: planOf('person'), details: planOf('details') };
  const sources = new Map<string, readonly FieldSource[]>();
  for (const definition of definitions) {
    const found = definition.from.map((entry) => {
      const { list, name } = parseSource(definition, entry);
      const folded = foldField(name);
      const field = plans[list].get(folded) ?? { name, kind: kindOf(folded) };
      plans[list].set(folded, field);
      return { list, name: field.name };
    });
    sources.set(definition.name, found);
  }
  return { plans, sources };
}

function planOf(list: PersonnelList): Map<string, Field> {
  return new Map(always[list].map((field) => [foldField(field.name), field]));
}
