import { addDays, type CalendarDate } from './calendar.ts';
import type { Assignment, Employment, StatusPeriod, Termination } from './types.ts';

/** What HR may say about an assignment; undefined leaves a value as it was. */
export interface AssignmentWish {
  readonly jobCode?: string | undefined;
  readonly jobTitle?: string | null | undefined;
  readonly orgLevel1?: string | null | undefined;
  readonly orgLevel2?: string | null | undefined;
  readonly orgLevel3?: string | null | undefined;
  readonly orgLevel4?: string | null | undefined;
  readonly locationCode?: string | undefined;
  readonly supervisorKey?: string | null | undefined;
  readonly employeeTypeCode?: string | undefined;
  readonly fullOrPartTime?: 'F' | 'P' | undefined;
}

/** When something holds from and when HR entered it. */
export interface Entry {
  readonly from: CalendarDate;
  /** Epoch milliseconds on the virtual clock. */
  readonly at: number;
  readonly reasonCode: string;
}

function wished<T>(value: T | undefined, before: T): T {
  return value === undefined ? before : value;
}

/** The assignment that a wish makes of another one. A new job drops the alternate title unless one is given. */
export function adaptAssignment(before: Assignment, wish: AssignmentWish, entry: Entry): Assignment {
  const [level1, level2, level3, level4] = before.orgLevels;
  const sameJob = wish.jobCode === undefined || wish.jobCode === before.jobCode;
  return {
    ...before,
    from: entry.from,
    enteredAt: entry.at,
    reasonCode: entry.reasonCode,
    jobCode: wish.jobCode ?? before.jobCode,
    jobTitle: wished(wish.jobTitle, sameJob ? before.jobTitle : null),
    orgLevels: [
      wished(wish.orgLevel1, level1),
      wished(wish.orgLevel2, level2),
      wished(wish.orgLevel3, level3),
      wished(wish.orgLevel4, level4),
    ],
    locationCode: wish.locationCode ?? before.locationCode,
    supervisorKey: wished(wish.supervisorKey, before.supervisorKey),
    employeeTypeCode: wish.employeeTypeCode ?? before.employeeTypeCode,
    fullOrPartTime: wish.fullOrPartTime ?? before.fullOrPartTime,
  };
}

/** Puts an entry behind all entries that hold from the same day or earlier: of one day the later entry wins. */
function insert<T extends { readonly from: CalendarDate }>(entries: readonly T[], entry: T): T[] {
  const place = entries.findLastIndex((other) => other.from <= entry.from) + 1;
  return [...entries.slice(0, place), entry, ...entries.slice(place)];
}

function unlessChanged<T>(before: T, later: T, value: T | undefined): T | undefined {
  return before === later ? value : undefined;
}

/** What a change means for an entry that HR has already made for later: whatever that entry changes itself stays. */
function carryForward(before: Assignment, later: Assignment, wish: AssignmentWish): AssignmentWish {
  return {
    jobCode: unlessChanged(before.jobCode, later.jobCode, wish.jobCode),
    jobTitle: unlessChanged(before.jobTitle, later.jobTitle, wish.jobTitle) ?? later.jobTitle,
    orgLevel1: unlessChanged(before.orgLevels[0], later.orgLevels[0], wish.orgLevel1),
    orgLevel2: unlessChanged(before.orgLevels[1], later.orgLevels[1], wish.orgLevel2),
    orgLevel3: unlessChanged(before.orgLevels[2], later.orgLevels[2], wish.orgLevel3),
    orgLevel4: unlessChanged(before.orgLevels[3], later.orgLevels[3], wish.orgLevel4),
    locationCode: unlessChanged(before.locationCode, later.locationCode, wish.locationCode),
    supervisorKey: unlessChanged(before.supervisorKey, later.supervisorKey, wish.supervisorKey),
    employeeTypeCode: unlessChanged(before.employeeTypeCode, later.employeeTypeCode, wish.employeeTypeCode),
    fullOrPartTime: unlessChanged(before.fullOrPartTime, later.fullOrPartTime, wish.fullOrPartTime),
  };
}

/** A job, place or manager change from a day on. The history before it stays; entries made for later keep what they change. */
export function reassign(employment: Employment, wish: AssignmentWish, entry: Entry): Employment {
  const { assignments } = employment;
  const before = assignments.findLast((other) => other.from <= entry.from) ?? assignments[0];
  if (before === undefined) return employment;
  const carried = assignments.map((other) => {
    if (other.from <= entry.from) return other;
    const kept = { from: other.from, at: other.enteredAt, reasonCode: other.reasonCode };
    return adaptAssignment(other, carryForward(before, other, wish), kept);
  });
  return {
    ...employment,
    assignments: insert(carried, adaptAssignment(before, wish, entry)),
    changedAt: entry.at,
  };
}

/** A status from a day on. Entries that would begin later on are replaced: the newer decision is the one that stands. */
export function setStatus(employment: Employment, period: StatusPeriod, at: number): Employment {
  const earlier = employment.statuses.filter((other) => other.from <= period.from);
  return { ...employment, statuses: [...earlier, period], changedAt: at };
}

/** Back to A. Meant for a row whose status on `date` is something else. */
export function returnToWork(employment: Employment, date: CalendarDate, at: number): Employment {
  return setStatus(employment, { from: date, status: 'A', leaveReasonCode: null, expectedEnd: null }, at);
}

/** Ends the employment on a last day, past, present or ahead. Ending it again moves the date. */
export function terminateRow(employment: Employment, termination: Termination, at: number): Employment {
  return { ...employment, termination, changedAt: at };
}

/** Takes an end back as if it had never been: hire dates and status stay as they were. */
export function rescindRow(employment: Employment, at: number): Employment {
  return { ...employment, termination: null, changedAt: at };
}

/** Same row again: the original hire date is kept, the end is cleared, status A begins with the new hire date. */
export function rehireRow(employment: Employment, wish: AssignmentWish, entry: Entry): Employment {
  const back = reassign(employment, wish, entry);
  return {
    ...back,
    lastHireDate: entry.from,
    statuses: [{ from: entry.from, status: 'A', leaveReasonCode: null, expectedEnd: null }],
    termination: null,
    dateOfRetirement: null,
  };
}

/** The end of a row that another company takes over (reason TRO, ukg-pro-api 5). */
export function transferOut(date: CalendarDate): Termination {
  const lastDay = addDays(date, -1);
  return { lastDay, lastDayWorked: lastDay, reasonCode: 'TRO', type: 'V', okToRehire: true };
}
