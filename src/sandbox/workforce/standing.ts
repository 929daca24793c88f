import { addDays, type CalendarDate } from './calendar.ts';
import type { Assignment, Employment, Person, StatusPeriod, Termination } from './types.ts';

/**
 * What HR shows of a termination whose last day has not passed; public material leaves it open (ukg-pro-api 5).
 * `announced`: status stays as it was, the termination fields are filled ahead. `hidden`: nothing shows before
 * the day after the last day. `immediate`: status T at once, with a date ahead.
 */
export type FutureTermination = 'announced' | 'hidden' | 'immediate';

/** From where HR is looked at: effective-dated facts show from their day on. */
export interface Outlook {
  readonly today: CalendarDate;
  readonly futureTermination: FutureTermination;
}

/** An employment row as HR shows it on a day. */
export interface Standing {
  readonly status: string;
  readonly since: CalendarDate;
  readonly leaveReasonCode: string | null;
  readonly expectedEnd: CalendarDate | null;
  readonly suspendedOn: CalendarDate | null;
  readonly dateOfTermination: CalendarDate | null;
  readonly dateLastWorked: CalendarDate | null;
  readonly terminationReasonCode: string | null;
  readonly terminationType: 'V' | 'I' | null;
  readonly okToRehire: boolean;
}

/** The last entry that holds on a day; the first one when all lie ahead, as with a future hire. The list is in order. */
function currentOf<T extends { readonly from: CalendarDate }>(entries: readonly T[], today: CalendarDate): T {
  const current = entries.findLast((entry) => entry.from <= today) ?? entries[0];
  if (current === undefined) throw new RangeError('an employment has at least one assignment and one status');
  return current;
}

/** What the person does on a day. */
export function assignmentOn(employment: Employment, today: CalendarDate): Assignment {
  return currentOf(employment.assignments, today);
}

/** The status period of a day, termination aside. */
export function statusPeriodOn(employment: Employment, today: CalendarDate): StatusPeriod {
  return currentOf(employment.statuses, today);
}

/** Whether the last day of the employment has passed. */
export function hasLeft(employment: Employment, today: CalendarDate): boolean {
  return employment.termination !== null && employment.termination.lastDay < today;
}

type Ending = Pick<
  Standing,
  'dateOfTermination' | 'dateLastWorked' | 'terminationReasonCode' | 'terminationType' | 'okToRehire'
>;

const noEnding: Ending = {
  dateOfTermination: null,
  dateLastWorked: null,
  terminationReasonCode: null,
  terminationType: null,
  okToRehire: true,
};

/** What shows of an end: null while it is hidden, or when there is none. */
function shownTermination(employment: Employment, outlook: Outlook): Termination | null {
  const hidden = outlook.futureTermination === 'hidden' && !hasLeft(employment, outlook.today);
  return hidden ? null : employment.termination;
}

function endingOf(termination: Termination | null, left: boolean): Ending {
  if (termination === null) return noEnding;
  return {
    dateOfTermination: termination.lastDay,
    dateLastWorked: left ? termination.lastDayWorked : null,
    terminationReasonCode: termination.reasonCode,
    terminationType: termination.type,
    okToRehire: termination.okToRehire,
  };
}

/** How the row stands on a day. */
export function standingOn(employment: Employment, outlook: Outlook): Standing {
  const left = hasLeft(employment, outlook.today);
  const termination = shownTermination(employment, outlook);
  const period = statusPeriodOn(employment, outlook.today);
  const suspendedOn = period.status === 'S' ? period.from : null;
  const ending = endingOf(termination, left);
  if (termination !== null && (left || outlook.futureTermination === 'immediate')) {
    const ended = { status: 'T', since: termination.lastDay, leaveReasonCode: null, expectedEnd: null };
    return { ...ended, suspendedOn, ...ending };
  }
  const { status, from: since, leaveReasonCode, expectedEnd } = period;
  return { status, since, leaveReasonCode, expectedEnd, suspendedOn, ...ending };
}

/**
 * The row that stands for the person: not terminated before terminated, home company first, then the latest
 * hire (ukg-pro-api 5, choosing the row).
 */
export function primaryEmployment(person: Person, today: CalendarDate): Employment {
  const [first, ...others] = person.employments;
  if (first === undefined) throw new RangeError('a person has at least one employment');
  return others.reduce((best, row) => (isBetter(row, best, person.homeCompanyId, today) ? row : best), first);
}

function isBetter(row: Employment, best: Employment, home: string, today: CalendarDate): boolean {
  if (hasLeft(row, today) !== hasLeft(best, today)) return hasLeft(best, today);
  if (row.companyId !== best.companyId && [row.companyId, best.companyId].includes(home)) {
    return row.companyId === home;
  }
  if (row.lastHireDate !== best.lastHireDate) return row.lastHireDate > best.lastHireDate;
  return row.companyId < best.companyId;
}

/** The first day on which an employment that ends on `lastDay` no longer counts. */
export function dayAfter(lastDay: CalendarDate): CalendarDate {
  return addDays(lastDay, 1);
}
