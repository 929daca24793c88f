import { addDays, startOf, type CalendarDate } from './calendar.ts';
import { drawPhone } from './identity.ts';
import type { Random } from './random.ts';
import type { Assignment, Company, Employment, StatusPeriod, Termination } from './types.ts';

/** An assignment before HR has entered it. */
export type AssignmentDraft = Omit<Assignment, 'enteredAt'>;

/** What the employments of a generated person are drawn from. */
export interface EmploymentDraft {
  readonly index: number;
  /** Whether nobody reports to the person: only then does the generator give them an unusual standing. */
  readonly staff: boolean;
  readonly company: Company;
  readonly otherCompanies: readonly Company[];
  readonly today: CalendarDate;
  readonly random: Random;
  readonly assignmentFrom: (hired: CalendarDate, at: Company) => AssignmentDraft;
}

type Standing =
  | 'active'
  | 'leave'
  | 'suspended'
  | 'released'
  | 'terminated'
  | 'leaving'
  | 'futureHire'
  | 'twoRows'
  | 'transferred'
  | 'rehired';

/** Fixed positions, so that 40 people hold one of each; repeated every 97. */
const standingsByPosition: Readonly<Record<number, Standing>> = {
  9: 'leave',
  17: 'terminated',
  23: 'futureHire',
  26: 'twoRows',
  29: 'rehired',
  31: 'leaving',
  34: 'transferred',
  38: 'suspended',
  71: 'released',
};

function standingAt({ index, staff, otherCompanies, random }: EmploymentDraft): Standing {
  const luck = random.next();
  if (!staff) return 'active';
  const fixed = standingsByPosition[index % 97];
  if (fixed === undefined) return luck < 0.03 ? 'terminated' : luck < 0.05 ? 'leave' : 'active';
  const needsCompany = fixed === 'twoRows' || fixed === 'transferred';
  return needsCompany && otherCompanies.length === 0 ? 'active' : fixed;
}

function plainStatus(from: CalendarDate, status = 'A'): StatusPeriod {
  return { from, status, leaveReasonCode: null, expectedEnd: null };
}

function termination(lastDay: CalendarDate, reasonCode: string, type: 'V' | 'I' = 'V'): Termination {
  return { lastDay, lastDayWorked: lastDay, reasonCode, type, okToRehire: type === 'V' };
}

/** Nine digits, zero padded: rows of one person differ, and stay clear of the numbers that later rows get. */
function generatedNumber(index: number, row: number): string {
  return String(10_000 + index + row * 1_000_000).padStart(9, '0');
}

function plainRow(draft: EmploymentDraft, company: Company, hired: CalendarDate, row: number): Employment {
  const { random, today } = draft;
  const createdAt = startOf(addDays(hired < today ? hired : today, -6)) + random.below(86_400_000);
  const quiet = startOf(addDays(today, -1)) - createdAt;
  return {
    companyId: company.companyId,
    employeeNumber: generatedNumber(draft.index, row),
    originalHireDate: hired,
    lastHireDate: hired,
    assignments: [{ ...draft.assignmentFrom(hired, company), enteredAt: createdAt }],
    statuses: [plainStatus(hired)],
    termination: null,
    dateOfRetirement: null,
    workPhone: random.chance(0.6) ? drawPhone(random) : null,
    createdAt,
    changedAt: createdAt + Math.floor(Math.max(0, quiet) * random.next()),
  };
}

/** Hired at least 120 days ago, so that what happened since lies in the past as well. */
function pastHire({ today, random }: EmploymentDraft): CalendarDate {
  return addDays(today, -(120 + random.below(4_500)));
}

function drawTransferred(draft: EmploymentDraft, hired: CalendarDate): Employment[] {
  const [before] = draft.otherCompanies;
  const moved = addDays(draft.today, -(30 + draft.random.below(60)));
  const row = plainRow(draft, draft.company, moved, 1);
  if (before === undefined) return [row];
  const old = plainRow(draft, before, hired, 0);
  return [
    { ...old, termination: termination(addDays(moved, -1), 'TRO') },
    { ...row, originalHireDate: hired },
  ];
}

function onLeave({ today, random }: EmploymentDraft): StatusPeriod {
  return {
    from: addDays(today, -(1 + random.below(60))),
    status: 'L',
    leaveReasonCode: random.pick(['100', '300']),
    expectedEnd: addDays(today, 20 + random.below(90)),
  };
}

function drawRehired(draft: EmploymentDraft, row: Employment): Employment {
  const again = addDays(draft.today, -(30 + draft.random.below(60)));
  const back = { ...draft.assignmentFrom(again, draft.company), enteredAt: row.changedAt, reasonCode: 'REH' };
  return {
    ...row,
    lastHireDate: again,
    assignments: [...row.assignments, back],
    statuses: [plainStatus(again)],
  };
}

function withStatus(row: Employment, period: StatusPeriod): Employment {
  return { ...row, statuses: [...row.statuses, period] };
}

type Shaping = (draft: EmploymentDraft, row: Employment) => readonly Employment[];

/** What becomes of an ordinary row in each standing. */
const shapings: Readonly<Record<Standing, Shaping>> = {
  active: (_draft, row) => [row],
  leave: (draft, row) => [withStatus(row, onLeave(draft))],
  suspended: ({ today }, row) => [withStatus(row, plainStatus(addDays(today, -10), 'S'))],
  released: ({ today }, row) => [withStatus(row, plainStatus(addDays(today, -10), 'R'))],
  terminated: ({ today, random }, row) => {
    const lastDay = addDays(today, -(1 + random.below(100)));
    return [{ ...row, termination: termination(lastDay, random.pick(['101', '150', '202'])) }];
  },
  leaving: ({ today, random }, row) => [
    { ...row, termination: termination(addDays(today, 10 + random.below(40)), '101') },
  ],
  futureHire: (draft) => [
    plainRow(draft, draft.company, addDays(draft.today, 5 + draft.random.below(25)), 0),
  ],
  twoRows: (draft, row) => {
    const [second] = draft.otherCompanies;
    return second === undefined ? [row] : [row, plainRow(draft, second, addDays(draft.today, -100), 1)];
  },
  transferred: (draft, row) => drawTransferred(draft, row.originalHireDate),
  rehired: (draft, row) => [drawRehired(draft, row)],
};

/** The rows of a generated person, the first day's standing included. */
export function drawEmployments(draft: EmploymentDraft): readonly Employment[] {
  const standing = standingAt(draft);
  return shapings[standing](draft, plainRow(draft, draft.company, pastHire(draft), 0));
}
