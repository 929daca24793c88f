import { dateOf, type CalendarDate } from './calendar.ts';
import {
  adaptAssignment,
  rehireRow,
  terminateRow,
  transferOut,
  type AssignmentWish,
} from './employment-changes.ts';
import { refuse, type LifeContext } from './life-context.ts';
import type { LifeEventOf } from './life-events.ts';
import { locationsOf, regionOf } from './organization.ts';
import { hasLeft, primaryEmployment } from './standing.ts';
import type { Assignment, Company, Employment, Person } from './types.ts';

function companyOf(context: LifeContext, companyId: string | undefined, personKey: string): Company {
  const { companies } = context.organization;
  const company =
    companyId === undefined ? companies[0] : companies.find((other) => other.companyId === companyId);
  if (company === undefined) throw refuse(personKey, `no company has the id ${companyId ?? ''}`);
  return company;
}

/** Where somebody starts when the event says nothing: an ordinary job in the company's main location. */
function plainAssignment(context: LifeContext, company: Company): Omit<Assignment, 'from' | 'enteredAt'> {
  const { organization } = context;
  const [department] = organization.departments;
  const [location] = locationsOf(organization, company);
  return {
    reasonCode: 'HIR',
    jobCode: `${department?.family ?? ''}STF`,
    jobTitle: null,
    orgLevels: [regionOf(company.country), department?.code ?? null, null, null],
    locationCode: location?.code ?? '',
    supervisorKey: null,
    employeeTypeCode: 'REG',
    fullOrPartTime: 'F',
    salaryOrHourly: 'S',
  };
}

function newRow(
  context: LifeContext,
  company: Company,
  hired: CalendarDate,
  assignment: Assignment,
): Employment {
  return {
    companyId: company.companyId,
    employeeNumber: context.newcomer.employeeNumber(),
    originalHireDate: hired,
    lastHireDate: hired,
    assignments: [assignment],
    statuses: [{ from: hired, status: 'A', leaveReasonCode: null, expectedEnd: null }],
    termination: null,
    dateOfRetirement: null,
    workPhone: null,
    createdAt: context.now,
    changedAt: context.now,
  };
}

function freeKey(context: LifeContext, wished: string | undefined): string {
  if (wished === undefined) return context.newcomer.personKey();
  if (context.find(wished) !== undefined) throw refuse(wished, 'the person key is taken');
  return wished;
}

/** Somebody new. A future hire shows with status A and a hire date ahead (ukg-pro-api 5). */
export function hirePerson(
  context: LifeContext,
  event: LifeEventOf<'hire'> | LifeEventOf<'futureHire'>,
): Person {
  const today = dateOf(context.now);
  const personKey = freeKey(context, event.personKey);
  const hired = event.date ?? today;
  if (event.kind === 'futureHire' && hired <= today)
    throw refuse(personKey, `a future hire begins after ${today}`);
  const company = companyOf(context, event.companyId, personKey);
  const entry = { from: hired, at: context.now, reasonCode: 'HIR' };
  const start = { ...plainAssignment(context, company), from: hired, enteredAt: context.now };
  const profile = context.newcomer.profile(context.newcomer.index(), company.country);
  return {
    personKey,
    identityOf: personKey,
    ...profile,
    firstName: event.firstName ?? profile.firstName,
    middleName: event.middleName === undefined ? profile.middleName : event.middleName,
    lastName: event.lastName ?? profile.lastName,
    preferredName: event.preferredName === undefined ? profile.preferredName : event.preferredName,
    // Before the first day the account that the address belongs to does not exist yet.
    emailAddress: event.emailAddress ?? null,
    formerName: null,
    homeCompanyId: company.companyId,
    employments: [newRow(context, company, hired, adaptAssignment(start, event, entry))],
    createdAt: context.now,
    changedAt: context.now,
  };
}

/** The assignment of a row in a company: as before, at the company's own places. */
function assignmentIn(
  context: LifeContext,
  company: Company,
  before: Assignment,
  wish: AssignmentWish,
  entry: { readonly from: CalendarDate; readonly reasonCode: string },
): Assignment {
  const [location] = locationsOf(context.organization, company);
  const [, ...levels] = before.orgLevels;
  const moved: Assignment = {
    ...before,
    locationCode: location?.code ?? before.locationCode,
    orgLevels: [regionOf(company.country), ...levels],
  };
  return adaptAssignment(moved, wish, { ...entry, at: context.now });
}

function lastAssignment(row: Employment): Assignment {
  const last = row.assignments.at(-1);
  if (last === undefined) throw new RangeError('an employment has at least one assignment');
  return last;
}

/**
 * A former employee comes back, in one of the three shapes seen in the field (ukg-pro-api 5): the same row
 * again, a second row in another company, or a person that HR enters as if never seen.
 */
export function rehirePerson(context: LifeContext, person: Person, event: LifeEventOf<'rehire'>): Person {
  const today = dateOf(context.now);
  const { personKey } = person;
  if (!person.employments.every((row) => hasLeft(row, today)))
    throw refuse(personKey, 'the person has not left');
  const date = event.date ?? today;
  const row = primaryEmployment(person, today);
  const entry = { from: date, at: context.now, reasonCode: 'REH' };
  if (event.form === 'sameRow') {
    return {
      ...person,
      employments: person.employments.map((other) => (other === row ? rehireRow(row, event, entry) : other)),
    };
  }
  if (event.form === 'newPersonKey') return enterAgain(context, person, row, event, date);
  const company = otherCompany(context, person, event.companyId);
  const assignment = assignmentIn(context, company, lastAssignment(row), event, entry);
  const second = newRow(context, company, date, assignment);
  return { ...person, homeCompanyId: company.companyId, employments: [...person.employments, second] };
}

function otherCompany(context: LifeContext, person: Person, wished: string | undefined): Company {
  const taken = new Set(person.employments.map(({ companyId }) => companyId));
  const { companies } = context.organization;
  const free = companies.find(
    ({ companyId }) => !taken.has(companyId) && (wished ?? companyId) === companyId,
  );
  if (free === undefined) {
    throw refuse(
      person.personKey,
      'a row is keyed by person and company, and no such company without a row is left',
    );
  }
  return free;
}

function enterAgain(
  context: LifeContext,
  person: Person,
  row: Employment,
  event: LifeEventOf<'rehire'>,
  date: CalendarDate,
): Person {
  const company = companyOf(context, event.companyId ?? row.companyId, person.personKey);
  const personKey = freeKey(context, event.newPersonKey);
  const assignment = assignmentIn(context, company, lastAssignment(row), event, {
    from: date,
    reasonCode: 'HIR',
  });
  return {
    ...person,
    personKey,
    identityOf: event.keepPersonId ? person.identityOf : personKey,
    // What HR did not carry over comes as with anybody new.
    userName: `${person.userName}2`,
    userDefinedFields: {},
    homeCompanyId: company.companyId,
    employments: [newRow(context, company, date, assignment)],
    createdAt: context.now,
    changedAt: context.now,
  };
}

/** From the primary row into another company: the old row ends the day before with TRO, EEID and first hire date stay. */
export function transferPerson(context: LifeContext, person: Person, event: LifeEventOf<'transfer'>): Person {
  const today = dateOf(context.now);
  const row = primaryEmployment(person, today);
  if (hasLeft(row, today)) throw refuse(person.personKey, 'the employment has ended');
  const company = companyOf(context, event.companyId, person.personKey);
  if (person.employments.some(({ companyId }) => companyId === company.companyId)) {
    throw refuse(person.personKey, `the person already has a row in company ${company.companyId}`);
  }
  const date = event.date ?? today;
  const assignment = assignmentIn(context, company, lastAssignment(row), event, {
    from: date,
    reasonCode: 'TRI',
  });
  const next = { ...newRow(context, company, date, assignment), originalHireDate: row.originalHireDate };
  const closed = terminateRow(row, transferOut(date), context.now);
  return {
    ...person,
    homeCompanyId: company.companyId,
    employments: [...person.employments.map((other) => (other === row ? closed : other)), next],
  };
}
