import {
  assignmentOn,
  primaryEmployment,
  showDate,
  standingOn,
  type Assignment,
  type Employment,
  type Person,
  type Standing,
} from '../../workforce/index.ts';
import type { EmploymentRef } from '../refs.ts';
import type { Scene } from '../scene.ts';

/** The supervisor as a row names them; every field null when there is none. */
export interface SupervisorFacts {
  readonly personKey: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly employeeNumber: string | null;
  readonly companyId: string | null;
  readonly companyCode: string | null;
}

/** A company as a row names it. */
export interface CompanyFacts {
  readonly code: string | null;
  readonly name: string | null;
  readonly country: string | null;
}

const unknownCompany: CompanyFacts = { code: null, name: null, country: null };
const unknownJob = { title: null, group: null };

/** What an employment row is written from, worked out once. */
export interface EmploymentFacts {
  readonly assignment: Assignment;
  readonly standing: Standing;
  readonly company: CompanyFacts;
  readonly home: CompanyFacts;
  readonly job: { readonly title: string | null; readonly group: string | null };
  readonly workPhoneCountry: string | null;
  readonly supervisor: SupervisorFacts;
  readonly terminationText: string | null;
  /** Hours of a two-week pay period. */
  readonly periodHours: number;
  readonly salaried: boolean;
  readonly severalRows: boolean;
}

const nobody: SupervisorFacts = {
  personKey: null,
  firstName: null,
  lastName: null,
  employeeNumber: null,
  companyId: null,
  companyCode: null,
};

function supervisorOf(personKey: string | null, scene: Scene): SupervisorFacts {
  const found = findSupervisor(personKey, scene);
  if (found === undefined) return nobody;
  const { person, row } = found;
  return {
    personKey: person.personKey,
    firstName: person.firstName,
    lastName: person.lastName,
    employeeNumber: row.employeeNumber,
    companyId: row.companyId,
    companyCode: scene.company(row.companyId)?.code ?? null,
  };
}

/** The supervisor with the row that stands for them. */
export function findSupervisor(
  personKey: string | null,
  scene: Scene,
): { readonly person: Person; readonly row: Employment } | undefined {
  const person = personKey === null ? undefined : scene.person(personKey);
  return person === undefined ? undefined : { person, row: primaryEmployment(person, scene.outlook.today) };
}

function terminationText(scene: Scene, code: string | null): string | null {
  if (code === null) return null;
  const texts = scene.workforce.organization.codeTables['TERMTYPE'] ?? [];
  return texts.find((text) => text.code === code)?.description ?? null;
}

/** Works out a row as of a scene. */
export function factsOf({ person, row }: EmploymentRef, scene: Scene): EmploymentFacts {
  const assignment = assignmentOn(row, scene.outlook.today);
  const standing = standingOn(row, scene.outlook);
  const company = scene.company(row.companyId) ?? unknownCompany;
  return {
    assignment,
    standing,
    company,
    home: scene.company(person.homeCompanyId) ?? unknownCompany,
    job: scene.job(assignment.jobCode) ?? unknownJob,
    workPhoneCountry: row.workPhone === null ? null : company.country,
    supervisor: supervisorOf(assignment.supervisorKey, scene),
    terminationText: terminationText(scene, standing.terminationReasonCode),
    periodHours: assignment.fullOrPartTime === 'F' ? 80 : 40,
    salaried: assignment.salaryOrHourly === 'S',
    severalRows: person.employments.length > 1,
  };
}

/** Null stays null. */
export function optionalDate(date: string | null): string | null {
  return date === null ? null : showDate(date);
}

/** `Y` or `N`, the strings that employment endpoints use (ukg-pro-api 2, value formats). */
export function yesNo(value: boolean): 'Y' | 'N' {
  return value ? 'Y' : 'N';
}
