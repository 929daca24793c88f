import { assignmentOn, personIdOf, showDate, showStamp, standingOn } from '../../workforce/index.ts';
import type { EmploymentRef, WireRow } from '../refs.ts';
import type { Scene } from '../scene.ts';
import { factsOf, findSupervisor, optionalDate, yesNo } from './employment-facts.ts';

/**
 * A row of employment-details (ukg-pro-api 3.2). One flat literal: rows put together from parts cost three times
 * as much, and there are 100,000 of them.
 */
export function employmentDetails(ref: EmploymentRef, scene: Scene): WireRow {
  const { row, person } = ref;
  const facts = factsOf(ref, scene);
  const { standing, assignment, supervisor, company, job } = facts;
  return {
    companyID: row.companyId,
    companyCode: company.code,
    companyName: company.name,
    employeeID: person.personKey,
    employeeNumber: row.employeeNumber,
    jobDescription: job.title,
    primaryJobCode: assignment.jobCode,
    jobTitle: assignment.jobTitle,
    jobGroupCode: job.group,
    orgLevel1Code: assignment.orgLevels[0],
    orgLevel2Code: assignment.orgLevels[1],
    orgLevel3Code: assignment.orgLevels[2],
    orgLevel4Code: assignment.orgLevels[3],
    primaryWorkLocationCode: assignment.locationCode,
    primaryProjectCode: 'Z',
    positionCode: null,
    employeeTypeCode: assignment.employeeTypeCode,
    employeeStatusCode: standing.status,
    statusStartDate: showDate(standing.since),
    fullTimeOrPartTimeCode: assignment.fullOrPartTime,
    salaryOrHourly: assignment.salaryOrHourly,
    originalHireDate: showDate(row.originalHireDate),
    lastHireDate: showDate(row.lastHireDate),
    dateInJob: showDate(assignment.from),
    dateLastWorked: optionalDate(standing.dateLastWorked),
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
    terminationReasonDescription: facts.terminationText,
    termType: standing.terminationType,
    okToRehire: yesNo(standing.okToRehire),
    leaveReasonCode: standing.leaveReasonCode,
    plannedLeaveReason: null,
    jobChangeReasonCode: assignment.reasonCode,
    hireSource: null,
    supervisorID: supervisor.personKey,
    supervisorFirstName: supervisor.firstName,
    supervisorLastName: supervisor.lastName,
    supervisorEmployeeNumber: supervisor.employeeNumber,
    supervisorCOID: supervisor.companyId,
    supervisorCompanyCode: supervisor.companyCode,
    workPhoneNumber: row.workPhone,
    workPhoneExtension: null,
    workPhoneCountry: facts.workPhoneCountry,
    languageCode: null,
    mailstop: null,
    clockCode: null,
    timeclockID: null,
    payGroup: 'BIWKLY',
    payGroupDescription: 'Biweekly',
    payPeriod: 'B',
    deductionGroupCode: 'DED1',
    earningGroupCode: 'EARN1',
    autoAllocate: 'N',
    isAutoAllocated: 'N',
    isAutopaid: yesNo(facts.salaried),
    isMultipleJob: yesNo(facts.severalRows),
    scheduledAnnualHrs: facts.periodHours * 26,
    scheduledFTE: facts.periodHours / 80,
    scheduledWorkHrs: facts.periodHours,
    weeklyHours: facts.periodHours / 2,
    shift: 'Z',
    shiftGroup: 'Z',
    unionLocal: null,
    unionNational: null,
    companyGLSegment: null,
    locationGLSegment: null,
    dateTimeCreated: showStamp(row.createdAt),
    dateTimeChanged: showStamp(row.changedAt),
  };
}

/** A row of employee-supervisor-details (ukg-pro-api 3.5). */
export function supervisorDetails(ref: EmploymentRef, scene: Scene): WireRow {
  const { supervisor, assignment } = factsOf(ref, scene);
  const found = findSupervisor(assignment.supervisorKey, scene);
  const above = found === undefined ? undefined : assignmentOn(found.row, scene.outlook.today);
  return {
    employeeID: ref.person.personKey,
    companyID: ref.row.companyId,
    employeeNumber: ref.row.employeeNumber,
    supervisorEmployeeID: supervisor.personKey,
    supervisorFirstName: supervisor.firstName,
    supervisorLastName: supervisor.lastName,
    supervisorEmployeeNumber: supervisor.employeeNumber,
    supervisorCompanyID: supervisor.companyId,
    supervisorCompanyCode: supervisor.companyCode,
    supervisorStatusCode: found === undefined ? null : standingOn(found.row, scene.outlook).status,
    supervisorJobCode: above?.jobCode ?? null,
    supervisorPositionCode: null,
    supervisorEmail: found?.person.emailAddress ?? null,
    supervisorWorkPhone: found?.row.workPhone ?? null,
    supervisorPersonId: found === undefined ? null : personIdOf(found.person),
  };
}
