import { addDays, type CalendarDate } from './calendar.ts';
import type { Assignment, Employment, Person, StatusPeriod } from './types.ts';

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

/** How the row stands on a day. */
export function standingOn(employment: Employment, outlook: Outlook): Standing {
  const { termination } = employment;
  const left = hasLeft(employment, outlook.today);
  const shown = left || outlook.futureTermination !== 'hidden' ? termination : null;
  const terminated = left || (shown !== null && outlook.futureTermination === 'immediate');
  const period = statusPeriodOn(employment, outlook.today);
  const onLeave = !terminated && period.status === 'L';
  return {
    status: terminated ? 'T' : period.status,
    since: terminated && shown !== null ? shown.lastDay : period.from,
    leaveReasonCode: onLeave ? period.leaveReasonCode : null,
    expectedEnd: onLeave ? period.expectedEnd : null,
    suspendedOn: period.status === 'S' ? period.from : null,
    dateOfTermination: shown?.lastDay ?? null,
    dateLastWorked: left ? (termination?.lastDayWorked ?? null) : null,
    terminationReasonCode: shown?.reasonCode ?? null,
    terminationType: shown?.type ?? null,
    okToRehire: termination?.okToRehire ?? true,
  };
}

/**
 * The row that stands for the person: not terminated before terminated, home company first, then the latest
 * hire (ukg-pro-api 5, choosing the row).
 */
export function primaryEmployment(person: Person, today: CalendarDate): Employment {
  const [best] = person.employments.toSorted(
    (a, b) =>
      Number(hasLeft(a, today)) - Number(hasLeft(b, today)) ||
      Number(b.companyId === person.homeCompanyId) - Number(a.companyId === person.homeCompanyId) ||
      b.lastHireDate.localeCompare(a.lastHireDate) ||
      a.companyId.localeCompare(b.companyId),
  );
  if (best === undefined) throw new RangeError('a person has at least one employment');
  return best;
}

/** The first day on which an employment that ends on `lastDay` no longer counts. */
export function dayAfter(lastDay: CalendarDate): CalendarDate {
  return addDays(lastDay, 1);
}
