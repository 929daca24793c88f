import { dateOf, type CalendarDate } from './calendar.ts';
import { reassign, rescindRow, returnToWork, setStatus, terminateRow } from './employment-changes.ts';
import { hirePerson, rehirePerson, transferPerson } from './joining.ts';
import {
  checkTree,
  checkWish,
  personOf,
  refuse,
  type LifeContext,
  type LifeOutcome,
} from './life-context.ts';
import type { LifeEvent, LifeEventKind, LifeEventOf } from './life-events.ts';
import { dayAfter, hasLeft, primaryEmployment, statusPeriodOn } from './standing.ts';
import type { Employment, Person, StatusPeriod } from './types.ts';

function stamped(person: Person): LifeOutcome {
  return { person, stamped: true };
}

/** The row meant: the one in the company named, else the primary row. */
function rowOf(person: Person, companyId: string | undefined, today: CalendarDate): Employment {
  if (companyId === undefined) return primaryEmployment(person, today);
  const row = person.employments.findLast((other) => other.companyId === companyId);
  if (row === undefined) throw refuse(person.personKey, `the person has no row in company ${companyId}`);
  return row;
}

function openRowOf(person: Person, companyId: string | undefined, today: CalendarDate): Employment {
  const row = rowOf(person, companyId, today);
  if (hasLeft(row, today)) throw refuse(person.personKey, 'the employment has ended');
  return row;
}

function replaceRow(person: Person, before: Employment, after: Employment): Person {
  return { ...person, employments: person.employments.map((row) => (row === before ? after : row)) };
}

function reassigned(
  context: LifeContext,
  event: LifeEventOf<'changeJob'> | LifeEventOf<'move'>,
  reasonCode: string,
): LifeOutcome {
  const person = personOf(context, event.personKey);
  const today = dateOf(context.now);
  const row = openRowOf(person, event.companyId, today);
  const { kind: _kind, personKey: _key, companyId: _company, effective, ...wish } = event;
  if (Object.values(wish).every((value) => value === undefined))
    throw refuse(person.personKey, 'nothing to change is named');
  checkWish(context, wish, person.personKey);
  if (event.kind === 'move') checkTree(context, person.personKey, event.supervisorKey);
  const after = reassign(row, wish, { from: effective ?? today, at: context.now, reasonCode });
  return stamped(replaceRow(person, row, after));
}

function renamed(context: LifeContext, event: LifeEventOf<'rename'>): LifeOutcome {
  const person = personOf(context, event.personKey);
  const lastName = event.lastName ?? person.lastName;
  return stamped({
    ...person,
    firstName: event.firstName ?? person.firstName,
    middleName: event.middleName === undefined ? person.middleName : event.middleName,
    lastName,
    preferredName: event.preferredName === undefined ? person.preferredName : event.preferredName,
    formerName: lastName === person.lastName ? person.formerName : person.lastName,
    changedAt: context.now,
  });
}

function contactChanged(context: LifeContext, event: LifeEventOf<'changeContact'>): LifeOutcome {
  const person = personOf(context, event.personKey);
  const reachable: Person = {
    ...person,
    emailAddress: event.emailAddress === undefined ? person.emailAddress : event.emailAddress,
    personalEmail: event.personalEmail === undefined ? person.personalEmail : event.personalEmail,
    homePhone: event.homePhone === undefined ? person.homePhone : event.homePhone,
    changedAt: context.now,
  };
  if (event.workPhone === undefined) return stamped(reachable);
  const row = primaryEmployment(person, dateOf(context.now));
  return stamped(replaceRow(reachable, row, { ...row, workPhone: event.workPhone, changedAt: context.now }));
}

function statusChanged(
  context: LifeContext,
  event: { readonly personKey: string; readonly companyId?: string | undefined },
  period: Omit<StatusPeriod, 'from'> & { readonly from: CalendarDate | undefined },
): LifeOutcome {
  const person = personOf(context, event.personKey);
  const today = dateOf(context.now);
  const row = openRowOf(person, event.companyId, today);
  return stamped(
    replaceRow(person, row, setStatus(row, { ...period, from: period.from ?? today }, context.now)),
  );
}

function returned(context: LifeContext, event: LifeEventOf<'returnFromLeave'>): LifeOutcome {
  const person = personOf(context, event.personKey);
  const today = dateOf(context.now);
  const row = openRowOf(person, event.companyId, today);
  const date = event.date ?? today;
  if (statusPeriodOn(row, date).status === 'A')
    throw refuse(person.personKey, `the person is not away on ${date}`);
  return stamped(replaceRow(person, row, returnToWork(row, date, context.now)));
}

type Ending = LifeEventOf<'terminate'> | LifeEventOf<'retire'> | LifeEventOf<'die'>;

/** Retirement and death are terminations with a reason of their own (ukg-pro-api 5). */
function ended(context: LifeContext, event: Ending): LifeOutcome {
  const person = personOf(context, event.personKey);
  const today = dateOf(context.now);
  const companyId = event.kind === 'die' ? undefined : event.companyId;
  const open = person.employments.filter(
    (row) => !hasLeft(row, today) && (companyId === undefined || row.companyId === companyId),
  );
  if (open.length === 0) throw refuse(person.personKey, 'there is no open employment to end');
  const lastDay = (event.kind === 'die' ? event.date : event.lastDay) ?? today;
  const facts =
    event.kind === 'terminate'
      ? { reasonCode: event.reasonCode, type: event.type, okToRehire: event.okToRehire }
      : {
          reasonCode: event.kind === 'retire' ? '202' : '203',
          type: 'V' as const,
          okToRehire: event.kind === 'retire',
        };
  const lastDayWorked = event.kind === 'terminate' ? (event.lastDayWorked ?? lastDay) : lastDay;
  const employments = person.employments.map((row) => {
    if (!open.includes(row)) return row;
    const closed = terminateRow(row, { lastDay, lastDayWorked, ...facts }, context.now);
    return event.kind === 'retire' ? { ...closed, dateOfRetirement: dayAfter(lastDay) } : closed;
  });
  const deceased = event.kind === 'die' ? { dateDeceased: lastDay, changedAt: context.now } : {};
  return stamped({ ...person, ...deceased, employments });
}

function rescinded(context: LifeContext, event: LifeEventOf<'rescindTermination'>): LifeOutcome {
  const person = personOf(context, event.personKey);
  const ending = person.employments.filter(
    (row) => row.termination !== null && (event.companyId === undefined || row.companyId === event.companyId),
  );
  const row = ending.toSorted((a, b) => b.changedAt - a.changedAt)[0];
  if (row === undefined) throw refuse(person.personKey, 'there is no termination to take back');
  return stamped(replaceRow(person, row, rescindRow(row, context.now)));
}

function udfEdited(context: LifeContext, event: LifeEventOf<'editUdfWithoutStamp'>): LifeOutcome {
  const person = personOf(context, event.personKey);
  const userDefinedFields = { ...person.userDefinedFields, [event.field]: event.value };
  return { person: { ...person, userDefinedFields }, stamped: false };
}

type Joining = Extract<LifeEvent, { kind: 'hire' | 'futureHire' | 'rehire' | 'transfer' }>;

function joined(context: LifeContext, event: Joining): LifeOutcome {
  checkWish(context, event, event.personKey ?? 'new');
  checkTree(context, event.personKey ?? 'new', event.supervisorKey);
  if (event.kind === 'hire' || event.kind === 'futureHire') return stamped(hirePerson(context, event));
  const person = personOf(context, event.personKey);
  return stamped(
    event.kind === 'rehire' ? rehirePerson(context, person, event) : transferPerson(context, person, event),
  );
}

const plain = { leaveReasonCode: null, expectedEnd: null };

function leaveStarted(context: LifeContext, event: LifeEventOf<'startLeave'>): LifeOutcome {
  const { from, reasonCode, expectedEnd } = event;
  const period = { from, status: 'L', leaveReasonCode: reasonCode, expectedEnd: expectedEnd ?? null };
  return statusChanged(context, event, period);
}

/** One way to apply each kind of event. */
const ways: { readonly [K in LifeEventKind]: (context: LifeContext, event: LifeEventOf<K>) => LifeOutcome } =
  {
    hire: joined,
    futureHire: joined,
    rehire: joined,
    transfer: joined,
    changeJob: (context, event) => reassigned(context, event, 'PRO'),
    move: (context, event) => reassigned(context, event, 'MOV'),
    rename: renamed,
    changeContact: contactChanged,
    startLeave: leaveStarted,
    returnFromLeave: returned,
    suspend: (context, event) => statusChanged(context, event, { ...plain, from: event.from, status: 'S' }),
    changeStatus: (context, event) =>
      statusChanged(context, event, { ...plain, from: event.from, status: event.status }),
    terminate: ended,
    retire: ended,
    die: ended,
    rescindTermination: rescinded,
    editUdfWithoutStamp: udfEdited,
  };

/**
 * What an event makes of the person concerned; nothing is changed in place. Throws `REQUEST_INVALID` when the
 * event does not fit the person: unknown key or code, employment over, nothing to rescind.
 */
export function applyLifeEvent<K extends LifeEventKind>(
  context: LifeContext,
  event: LifeEventOf<K>,
): LifeOutcome {
  return ways[event.kind](context, event);
}
