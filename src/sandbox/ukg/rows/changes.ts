import { assignmentOn, personIdOf, showUsDate, standingOn } from '../../workforce/index.ts';
import type { EmploymentRef, WireRow } from '../refs.ts';
import type { Scene } from '../scene.ts';

function textOrEmpty(value: string | null | undefined): string {
  return value ?? '';
}

function usDate(date: string | null): string {
  return date === null ? '' : showUsDate(date);
}

function personSide({ person }: EmploymentRef): WireRow {
  const { address } = person;
  return {
    firstName: person.firstName,
    middleName: textOrEmpty(person.middleName),
    lastName: person.lastName,
    preferredName: textOrEmpty(person.preferredName),
    prefix: textOrEmpty(person.prefixCode),
    suffix: textOrEmpty(person.suffixCode),
    gender: person.gender,
    emailAddress: textOrEmpty(person.emailAddress),
    alternateEmailAddress: textOrEmpty(person.personalEmail),
    homePhone: textOrEmpty(person.homePhone),
    employeeAddress1: address.line1,
    employeeAddress2: '',
    city: address.city,
    state: textOrEmpty(address.state),
    zipCode: address.zip,
    countryCode: address.country,
    languageCode: 'en-us',
    employeeId: person.personKey,
    personId: personIdOf(person),
    userIntegrationKey: '',
  };
}

/** A row of employee-changes: US dates, `""` for missing, `isActive` a boolean (ukg-pro-api 2 and 3.4). */
export function employeeChange(ref: EmploymentRef, scene: Scene): WireRow {
  const { row } = ref;
  const assignment = assignmentOn(row, scene.outlook.today);
  const standing = standingOn(row, scene.outlook);
  const supervisor = assignment.supervisorKey === null ? undefined : scene.person(assignment.supervisorKey);
  return {
    ...personSide(ref),
    workPhone: textOrEmpty(row.workPhone),
    employeeNumber: row.employeeNumber,
    companyName: textOrEmpty(scene.company(row.companyId)?.name),
    companyId: row.companyId,
    supervisorId: textOrEmpty(supervisor?.personKey),
    supervisorName: supervisor === undefined ? '' : `${supervisor.firstName} ${supervisor.lastName}`,
    salaryOrHourly: assignment.salaryOrHourly,
    fullTimeOrPartTime: assignment.fullOrPartTime,
    isActive: standing.status !== 'T',
    employeeStatus: standing.status,
    employeeType: assignment.employeeTypeCode,
    emplStatusStartDate: showUsDate(standing.since),
    hireDate: showUsDate(row.originalHireDate),
    dateOfLastHire: showUsDate(row.lastHireDate),
    terminationDate: usDate(standing.dateOfTermination),
    dateInJob: showUsDate(assignment.from),
    workLocation: assignment.locationCode,
    jobCode: assignment.jobCode,
    jobGroupCode: textOrEmpty(scene.job(assignment.jobCode)?.group),
    alternateJobTitle: textOrEmpty(assignment.jobTitle),
    projectCode: '',
    orgLevel1Code: textOrEmpty(assignment.orgLevels[0]),
    orgLevel2Code: textOrEmpty(assignment.orgLevels[1]),
    orgLevel3Code: textOrEmpty(assignment.orgLevels[2]),
    orgLevel4Code: textOrEmpty(assignment.orgLevels[3]),
  };
}
