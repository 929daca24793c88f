import { assignmentOn, dateOf, standingOn, type Assignment, type Standing } from '../../workforce/index.ts';
import { notFound } from '../answers.ts';
import type { Exchange, Route } from '../exchange.ts';
import type { Filter, Filters } from '../filters.ts';
import { answerList, answerOne, namedPersons, type ListEndpoint } from '../list.ts';
import { employeeEmploymentDetails } from '../rows/employee-employment.ts';
import { employmentDetails, supervisorDetails } from '../rows/employment.ts';
import {
  changeKinds,
  jobHistoryDetails,
  listHistory,
  systemIdOf,
  type HistoryRef,
} from '../rows/job-history.ts';
import type { EmploymentRef } from '../refs.ts';
import type { Scene } from '../scene.ts';

/** Every row that the path and the employee filter leave. */
function listRows(exchange: Exchange): readonly EmploymentRef[] {
  const { scene, parameters, query } = exchange;
  const { companyId } = parameters;
  const named = namedPersons(query);
  const rows =
    named === undefined
      ? scene.employmentRefs()
      : named.flatMap((key) => {
          const person = scene.person(key);
          return person === undefined ? [] : person.employments.map((row) => ({ person, row }));
        });
  if (companyId === undefined) return rows;
  if (scene.company(companyId) === undefined) throw notFound(`Company ${companyId} was not found.`);
  return rows.filter(({ row }) => row.companyId === companyId);
}

function oneRow({ scene, parameters }: Exchange): EmploymentRef | undefined {
  const person = scene.person(parameters['employeeId']?.toUpperCase() ?? '');
  const row = person?.employments.findLast((other) => other.companyId === parameters['companyId']);
  return person === undefined || row === undefined ? undefined : { person, row };
}

const personKeyOf = ({ person }: EmploymentRef): string => person.personKey;

function byAssignment(of: (assignment: Assignment) => string | null): Filter<EmploymentRef> {
  return { kind: 'text', of: ({ row }, { outlook }) => of(assignmentOn(row, outlook.today)) };
}

function standing({ row }: EmploymentRef, scene: Scene): Standing {
  return standingOn(row, scene.outlook);
}

type DateKind = 'operatorDate' | 'isoDate';

/** The filters of both endpoints; they differ in the dialect of dates (ukg-pro-api 2). */
function filtersWith(kind: DateKind): Filters<EmploymentRef> {
  return {
    companyId: { kind: 'text', of: ({ row }) => row.companyId },
    employeeId: { kind: 'text', of: personKeyOf },
    employeeNumber: { kind: 'text', of: ({ row }) => row.employeeNumber },
    employeeStatusCode: { kind: 'text', of: (ref, scene) => standing(ref, scene).status },
    employeeTypeCode: byAssignment(({ employeeTypeCode }) => employeeTypeCode),
    fullTimeOrPartTimeCode: byAssignment(({ fullOrPartTime }) => fullOrPartTime),
    primaryJobCode: byAssignment(({ jobCode }) => jobCode),
    jobTitle: byAssignment(({ jobTitle }) => jobTitle),
    primaryWorkLocationCode: byAssignment(({ locationCode }) => locationCode),
    supervisorID: byAssignment(({ supervisorKey }) => supervisorKey),
    primaryProjectCode: { kind: 'text', of: () => 'Z' },
    deductionGroupCode: { kind: 'text', of: () => 'DED1' },
    earningGroupCode: { kind: 'text', of: () => 'EARN1' },
    payGroup: { kind: 'text', of: () => 'BIWKLY' },
    isHomeCompany: { kind: 'yesNo', of: ({ person, row }) => row.companyId === person.homeCompanyId },
    originalHireDate: { kind, of: ({ row }) => row.originalHireDate },
    lastHireDate: { kind, of: ({ row }) => row.lastHireDate },
    dateOfTermination: { kind, of: (ref, scene) => standing(ref, scene).dateOfTermination },
    dateOfRetirement: { kind, of: ({ row }) => row.dateOfRetirement },
    dateTimeCreated: { kind, of: ({ row }) => dateOf(row.createdAt) },
    dateTimeChanged: { kind, of: ({ row }) => dateOf(row.changedAt) },
    dateLastPayDatePaid: { kind, of: () => null },
  };
}

const details: ListEndpoint<EmploymentRef> = {
  paging: 'details',
  personKeyOf,
  rows: listRows,
  render: employmentDetails,
  filters: filtersWith('operatorDate'),
};

const newerDetails: ListEndpoint<EmploymentRef> = {
  ...details,
  render: employeeEmploymentDetails,
  filters: filtersWith('isoDate'),
};

const supervisors: ListEndpoint<EmploymentRef> = {
  ...details,
  render: supervisorDetails,
  filters: {
    companyId: { kind: 'text', of: ({ row }) => row.companyId },
    employeeId: { kind: 'text', of: personKeyOf },
    supervisorEmployeeId: byAssignment(({ supervisorKey }) => supervisorKey),
    supervisorCompanyId: {
      kind: 'text',
      of: (ref, scene) => textOf(supervisorDetails(ref, scene)['supervisorCompanyID']),
    },
    supervisorCompanyCode: {
      kind: 'text',
      of: (ref, scene) => textOf(supervisorDetails(ref, scene)['supervisorCompanyCode']),
    },
  },
};

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const history: ListEndpoint<HistoryRef> = {
  paging: 'details',
  personKeyOf,
  rows: (exchange) => listRows(exchange).flatMap((ref) => listHistory(ref, exchange.scene.outlook.today)),
  render: jobHistoryDetails,
  filters: {
    companyId: { kind: 'text', of: ({ row }) => row.companyId },
    employeeId: { kind: 'text', of: personKeyOf },
    systemId: { kind: 'text', of: systemIdOf },
    isOrgChange: { kind: 'yesNo', of: (ref) => changeKinds(ref).org },
    isJobChange: { kind: 'yesNo', of: (ref) => changeKinds(ref).job },
    isRateChange: { kind: 'yesNo', of: () => false },
    isPromotion: { kind: 'yesNo', of: ({ entry }) => entry.reasonCode === 'PRO' },
    jobEffectiveDate: { kind: 'operatorDate', of: ({ entry }) => entry.from },
    dateTimeCreated: { kind: 'operatorDate', of: ({ entry }) => dateOf(entry.enteredAt) },
  },
};

function oneHistory(exchange: Exchange): HistoryRef | undefined {
  const systemId = exchange.parameters['systemId']?.toUpperCase() ?? '';
  const person = exchange.scene.person(systemId.slice(0, 12));
  if (person === undefined) return undefined;
  const { today } = exchange.scene.outlook;
  return person.employments
    .flatMap((row) => listHistory({ person, row }, today))
    .find((entry) => systemIdOf(entry) === systemId);
}

const integration = 'Personnel Integration';

/** Routes about employments (ukg-pro-api 3.2, 3.3 and 3.5). */
export const employmentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/personnel/v1/employment-details',
    service: integration,
    answer: (exchange) => answerList(details, exchange),
  },
  {
    method: 'GET',
    path: '/personnel/v1/companies/:companyId/employment-details',
    service: integration,
    answer: (exchange) => answerList(details, exchange),
  },
  {
    method: 'GET',
    path: '/personnel/v1/companies/:companyId/employees/:employeeId/employment-details',
    service: integration,
    answer: (exchange) => answerOne(details, exchange, oneRow(exchange), 'The employment'),
  },
  {
    method: 'GET',
    path: '/personnel/v1/employee-employment-details',
    service: integration,
    answer: (exchange) => answerList(newerDetails, exchange),
  },
  {
    method: 'GET',
    path: '/personnel/v1/employee-supervisor-details',
    service: integration,
    answer: (exchange) => answerList(supervisors, exchange),
  },
  {
    method: 'GET',
    path: '/personnel/v1/employee-job-history-details',
    service: 'Employee Job History Details',
    answer: (exchange) => answerList(history, exchange),
  },
  {
    method: 'GET',
    path: '/personnel/v1/employee-job-history-details/:systemId',
    service: 'Employee Job History Details',
    answer: (exchange) => answerOne(history, exchange, oneHistory(exchange), 'The job history entry'),
  },
];
