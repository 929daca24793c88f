import {
  assignmentOn,
  personIdOf,
  primaryEmployment,
  showDate,
  showStamp,
  standingOn,
  type Assignment,
  type Employment,
  type Person,
  type Standing,
} from '../../workforce/index.ts';
import type { EmploymentRef, WireRow } from '../refs.ts';
import type { Scene } from '../scene.ts';

/** The facts a row is written from, worked out once. */
interface Facts {
  readonly assignment: Assignment;
  readonly standing: Standing;
  readonly supervisor: Person | undefined;
  readonly supervisorRow: Employment | undefined;
}

function factsOf({ row }: EmploymentRef, scene: Scene): Facts {
  const assignment = assignmentOn(row, scene.outlook.today);
  const supervisor = assignment.supervisorKey === null ? undefined : scene.person(assignment.supervisorKey);
  return {
    assignment,
    standing: standingOn(row, scene.outlook),
    supervisor,
    supervisorRow: supervisor === undefined ? undefined : primaryEmployment(supervisor, scene.outlook.today),
  };
}

function optionalDate(date: string | null): string | null {
  return date === null ? null : showDate(date);
}

function terminationText(scene: Scene, code: string | null): string | null {
  const texts = scene.workforce.organization.codeTables['TERMTYPE'] ?? [];
  return texts.find((text) => text.code === code)?.description ?? null;
}

function supervisorFields({ supervisor, supervisorRow }: Facts, scene: Scene): WireRow {
  return {
    supervisorID: supervisor?.personKey ?? null,
    supervisorFirstName: supervisor?.firstName ?? null,
    supervisorLastName: supervisor?.lastName ?? null,
    supervisorEmployeeNumber: supervisorRow?.employeeNumber ?? null,
    supervisorCOID: supervisorRow?.companyId ?? null,
    supervisorCompanyCode:
      supervisorRow === undefined ? null : (scene.company(supervisorRow.companyId)?.code ?? null),
  };
}

/** Fields that both employment endpoints carry under the same name. */
function commonFields({ person, row }: EmploymentRef, facts: Facts, scene: Scene): WireRow {
  const { assignment, standing } = facts;
  const company = scene.company(row.companyId);
  const fullTime = assignment.fullOrPartTime === 'F';
  return {
    companyID: row.companyId,
    companyCode: company?.code ?? null,
    companyName: company?.name ?? null,
    employeeID: person.personKey,
    employeeNumber: row.employeeNumber,
    jobDescription: scene.job(assignment.jobCode)?.title ?? null,
    primaryJobCode: assignment.jobCode,
    jobTitle: assignment.jobTitle,
    jobGroupCode: scene.job(assignment.jobCode)?.group ?? null,
    orgLevel1Code: assignment.orgLevels[0],
    orgLevel2Code: assignment.orgLevels[1],
    orgLevel3Code: assignment.orgLevels[2],
    orgLevel4Code: assignment.orgLevels[3],
    primaryWorkLocationCode: assignment.locationCode,
    primaryProjectCode: 'Z',
    positionCode: null,
    employeeTypeCode: assignment.employeeTypeCode,
    employeeStatusCode: standing.status,
    fullTimeOrPartTimeCode: assignment.fullOrPartTime,
    salaryOrHourly: assignment.salaryOrHourly,
    originalHireDate: showDate(row.originalHireDate),
    lastHireDate: showDate(row.lastHireDate),
    dateInJob: showDate(assignment.from),
    dateLastWorked: optionalDate(standing.dateLastWorked),
    termType: standing.terminationType,
    okToRehire: standing.okToRehire ? 'Y' : 'N',
    leaveReasonCode: standing.leaveReasonCode,
    plannedLeaveReason: null,
    jobChangeReasonCode: assignment.reasonCode,
    hireSource: null,
    workPhoneNumber: row.workPhone,
    workPhoneExtension: null,
    workPhoneCountry: row.workPhone === null ? null : (company?.country ?? null),
    languageCode: null,
    mailstop: null,
    clockCode: null,
    payPeriod: 'B',
    deductionGroupCode: 'DED1',
    earningGroupCode: 'EARN1',
    autoAllocate: 'N',
    isAutoAllocated: 'N',
    scheduledFTE: fullTime ? 1 : 0.5,
    weeklyHours: fullTime ? 40 : 20,
    shift: 'Z',
    shiftGroup: 'Z',
    companyGLSegment: null,
    locationGLSegment: null,
    dateTimeCreated: showStamp(row.createdAt),
    dateTimeChanged: showStamp(row.changedAt),
    ...supervisorFields(facts, scene),
  };
}

function hasSeveralRows(person: Person): boolean {
  return person.employments.length > 1;
}

/** A row of employment-details (ukg-pro-api 3.2). */
export function employmentDetails(ref: EmploymentRef, scene: Scene): WireRow {
  const facts = factsOf(ref, scene);
  const { standing, assignment } = facts;
  const { row, person } = ref;
  const hours = assignment.fullOrPartTime === 'F' ? 80 : 40;
  return {
    ...commonFields(ref, facts, scene),
    statusStartDate: showDate(standing.since),
    dateOfSeniority: showDate(row.originalHireDate),
    dateOfBenefitSeniority: showDate(row.originalHireDate),
    dateOfTermination: optionalDate(standing.dateOfTermination),
    dateOfSuspension: optionalDate(standing.suspendedOn),
    dateOfRetirement: optionalDate(row.dateOfRetirement),
    dateOfEarlyRetirement: null,
    dateOfLocalUnion: null,
    dateOfNationalUnion: null,
    dateLastPayDatePaid: null,
    datePaidThru: null,
    termReason: standing.terminationReasonCode,
    terminationReasonDescription: terminationText(scene, standing.terminationReasonCode),
    timeclockID: null,
    payGroup: 'BIWKLY',
    payGroupDescription: 'Biweekly',
    isAutopaid: assignment.salaryOrHourly === 'S' ? 'Y' : 'N',
    isMultipleJob: hasSeveralRows(person) ? 'Y' : 'N',
    scheduledAnnualHrs: hours * 26,
    scheduledWorkHrs: hours,
    unionLocal: null,
    unionNational: null,
  };
}

/** A row of employee-employment-details, the newer sibling with its own names (ukg-pro-api 3.3). */
export function employeeEmploymentDetails(ref: EmploymentRef, scene: Scene): WireRow {
  const facts = factsOf(ref, scene);
  const { standing, assignment } = facts;
  const { row, person } = ref;
  const hours = assignment.fullOrPartTime === 'F' ? 80 : 40;
  const home = scene.company(person.homeCompanyId);
  return {
    ...commonFields(ref, facts, scene),
    homeCompany: home?.code ?? null,
    isHomeCompany: row.companyId === person.homeCompanyId,
    isSupervisor: scene.hasReports(person.personKey),
    isHighlyCompensated: false,
    isKeyEmployee: false,
    jobCode: assignment.jobCode,
    annualSalary: 60_000,
    hourlyPayRate: 28.85,
    salaryEffectiveDate: showDate(assignment.from),
    employeeStatusStartDate: showDate(standing.since),
    employeeStatusExpectedEndDate: optionalDate(standing.expectedEnd),
    integrationRecordId: null,
    currentCompanyCountryCode: scene.company(row.companyId)?.country ?? null,
    homeCompanyCountryCode: home?.country ?? null,
    terminationDate: optionalDate(standing.dateOfTermination),
    terminationReasonCode: standing.terminationReasonCode,
    terminationDescription: terminationText(scene, standing.terminationReasonCode),
    retirementDate: optionalDate(row.dateOfRetirement),
    earlyRetirementDate: null,
    suspensionDate: optionalDate(standing.suspendedOn),
    seniorityDate: showDate(row.originalHireDate),
    benefitSeniorityDate: showDate(row.originalHireDate),
    paidThruDate: null,
    payGroupCode: 'BIWKLY',
    scheduledAnnualHours: hours * 26,
    scheduledWorkHours: hours,
    unionLocalCode: null,
    unionNationalCode: null,
    isAutoPaid: assignment.salaryOrHourly === 'S',
    isMultipleJob: hasSeveralRows(person),
    timeClockID: null,
  };
}

/** A row of employee-supervisor-details (ukg-pro-api 3.5). */
export function supervisorDetails(ref: EmploymentRef, scene: Scene): WireRow {
  const { supervisor, supervisorRow } = factsOf(ref, scene);
  const above = supervisorRow === undefined ? undefined : assignmentOn(supervisorRow, scene.outlook.today);
  const standing = supervisorRow === undefined ? undefined : standingOn(supervisorRow, scene.outlook);
  return {
    employeeID: ref.person.personKey,
    companyID: ref.row.companyId,
    employeeNumber: ref.row.employeeNumber,
    supervisorEmployeeID: supervisor?.personKey ?? null,
    supervisorFirstName: supervisor?.firstName ?? null,
    supervisorLastName: supervisor?.lastName ?? null,
    supervisorEmployeeNumber: supervisorRow?.employeeNumber ?? null,
    supervisorCompanyID: supervisorRow?.companyId ?? null,
    supervisorCompanyCode:
      supervisorRow === undefined ? null : (scene.company(supervisorRow.companyId)?.code ?? null),
    supervisorStatusCode: standing?.status ?? null,
    supervisorJobCode: above?.jobCode ?? null,
    supervisorPositionCode: null,
    supervisorEmail: supervisor?.emailAddress ?? null,
    supervisorWorkPhone: supervisorRow?.workPhone ?? null,
    supervisorPersonId: supervisor === undefined ? null : personIdOf(supervisor),
  };
}
