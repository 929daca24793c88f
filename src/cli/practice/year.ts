import {
  addDays,
  assignmentOn,
  lifeEvent,
  primaryEmployment,
  standingOn,
  startOf,
} from '../../sandbox/workforce/index.ts';
import type { LifeEvent, LifeEventInput, Person, Workforce } from '../../sandbox/workforce/index.ts';

/** What HR enters on a day. */
export interface Scene {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly title: string;
  readonly events: readonly LifeEvent[];
}

/** At what time of the day HR works, UTC: late enough that the working day has begun in New York. */
const officeHourMs = 15 * 3_600_000;
const dayMs = 86_400_000;

const departments = {
  sales: { code: '0110', name: 'Sales', job: 'SALSTF', director: 'SALDIR' },
  engineering: { code: '0120', name: 'Engineering', job: 'ENGSTF', director: 'ENGDIR' },
  nursing: { code: '0180', name: 'Nursing', job: 'NURSTF', director: 'NURDIR' },
} as const;

interface Staff {
  readonly person: Person;
  readonly department: string | null;
  readonly country: string;
}

/** Who works without being anybody's manager, and has nothing else entered: the cast of the year. */
function staffOf(workforce: Workforce, today: string): Staff[] {
  const managers = new Set(
    workforce.people.map((person) => assignmentOn(primaryEmployment(person, today), today).supervisorKey),
  );
  return workforce.people.flatMap((person) => {
    const row = primaryEmployment(person, today);
    const { status, dateOfTermination } = standingOn(row, { today, futureTermination: 'announced' });
    const plain = person.employments.length === 1 && status === 'A' && dateOfTermination === null;
    if (!plain || row.lastHireDate > today || managers.has(person.personKey)) return [];
    const country = workforce.organization.companies.find(
      ({ companyId }) => companyId === row.companyId,
    )?.country;
    return [{ person, department: assignmentOn(row, today).orgLevels[1], country: country ?? '' }];
  });
}

/**
 * A year in which every lifecycle event happens at least once, for a workforce as it stands. Needs twenty people.
 * @param today the first day, `YYYY-MM-DD`
 */
export function practiceYear(workforce: Workforce, today: string): readonly Scene[] {
  const staff = staffOf(workforce, today);
  const [home, abroad] = workforce.organization.companies;
  const homeId = home?.companyId ?? '';

  function cast(suits: (member: Staff) => boolean = () => true): Staff {
    const [chosen] = staff.splice(Math.max(staff.findIndex(suits), 0), 1);
    if (chosen === undefined) throw new RangeError('the practice year needs a workforce of twenty');
    return chosen;
  }
  function bossOf(director: string): string | null {
    const found = workforce.people.find((person) =>
      person.employments.some((row) => assignmentOn(row, today).jobCode === director),
    );
    return (found ?? workforce.people[0])?.personKey ?? null;
  }
  function place(department: keyof typeof departments) {
    const { code, job, director } = departments[department];
    return { jobCode: job, orgLevel2: code, orgLevel3: null, supervisorKey: bossOf(director) };
  }
  const dateOn = (day: number): string => workday(addDays(today, day));
  function scene(day: number, title: string, ...events: readonly LifeEventInput[]): Scene {
    return {
      at: startOf(dateOn(day)) + officeHourMs,
      title,
      events: events.map((event) => lifeEvent.parse(event)),
    };
  }

  const mover = cast(({ department }) => department === departments.sales.code);
  const target = mover.department === departments.engineering.code ? 'nursing' : 'engineering';
  const renamed = cast(({ country }) => country === 'USA');
  const [ill, suspended, returning, dismissed, retiring] = [cast(), cast(), cast(), cast(), cast()];
  const transferred = cast(({ country }) => country === home?.country);
  const newcomer = { companyId: homeId, employeeTypeCode: 'REG', fullOrPartTime: 'F' } as const;
  const [amara, noor, luca] = ['PRACTICE0001', 'PRACTICE0002', 'PRACTICE0003'] as const;

  return [
    scene(2, 'Amara Okafor is hired into Sales and starts today', {
      kind: 'hire',
      personKey: amara,
      firstName: 'Amara',
      lastName: 'Okafor',
      preferredName: null,
      ...newcomer,
      ...place('sales'),
    }),
    scene(6, `Noor Haddad is hired and will start on ${dateOn(20)}`, {
      kind: 'futureHire',
      personKey: noor,
      firstName: 'Noor',
      lastName: 'Haddad',
      preferredName: null,
      date: dateOn(20),
      ...newcomer,
      ...place('engineering'),
    }),
    scene(9, `Luca Brandt is hired and would start on ${dateOn(30)}`, {
      kind: 'futureHire',
      personKey: luca,
      firstName: 'Luca',
      lastName: 'Brandt',
      preferredName: null,
      date: dateOn(30),
      ...newcomer,
      ...place('nursing'),
    }),
    scene(26, 'Luca Brandt will not come, the hire is withdrawn', {
      kind: 'terminate',
      personKey: luca,
      lastDay: dateOn(30),
    }),
    scene(
      34,
      `${nameOf(mover.person)} goes to ${departments[target].name}`,
      { kind: 'move', personKey: mover.person.personKey, ...withoutJob(place(target)) },
      { kind: 'changeJob', personKey: mover.person.personKey, jobCode: departments[target].job },
    ),
    scene(48, `${nameOf(renamed.person)} marries and is called O'Sullivan now`, {
      kind: 'rename',
      personKey: renamed.person.personKey,
      lastName: "O'Sullivan",
    }),
    scene(62, `${nameOf(ill.person)} goes on medical leave`, {
      kind: 'startLeave',
      personKey: ill.person.personKey,
      reasonCode: '100',
      expectedEnd: dateOn(110),
    }),
    scene(76, `${nameOf(suspended.person)} is suspended`, {
      kind: 'suspend',
      personKey: suspended.person.personKey,
    }),
    scene(97, `the suspension of ${nameOf(suspended.person)} ends`, {
      kind: 'returnFromLeave',
      personKey: suspended.person.personKey,
    }),
    scene(110, `${nameOf(ill.person)} is back`, { kind: 'returnFromLeave', personKey: ill.person.personKey }),
    scene(120, `${nameOf(returning.person)} gives notice; the last day is ${dateOn(134)}`, {
      kind: 'terminate',
      personKey: returning.person.personKey,
      lastDay: dateOn(134),
    }),
    scene(150, `${nameOf(dismissed.person)} is dismissed; today is the last day`, {
      kind: 'terminate',
      personKey: dismissed.person.personKey,
      reasonCode: '150',
      type: 'I',
      okToRehire: false,
    }),
    scene(170, `${nameOf(retiring.person)} retires on ${dateOn(182)}`, {
      kind: 'retire',
      personKey: retiring.person.personKey,
      lastDay: dateOn(182),
    }),
    scene(200, `${nameOf(transferred.person)} goes to ${abroad?.name ?? ''}`, {
      kind: 'transfer',
      personKey: transferred.person.personKey,
      companyId: abroad?.companyId ?? homeId,
    }),
    scene(215, `${nameOf(returning.person)} will come back on ${dateOn(222)}`, {
      kind: 'rehire',
      personKey: returning.person.personKey,
      date: dateOn(222),
    }),
  ];
}

/** When the year is over. */
export function endOfYear(today: string): number {
  return startOf(today) + 365 * dayMs;
}

/** Names as HR spells them, whatever the script. */
export function nameOf(person: Person): string {
  const preferred = person.preferredName?.trim() ?? '';
  return `${preferred === '' ? person.firstName : preferred} ${person.lastName}`;
}

function withoutJob<T extends { readonly jobCode: string }>({
  jobCode: _jobCode,
  ...rest
}: T): Omit<T, 'jobCode'> {
  return rest;
}

/** Saturday and Sunday move to the Monday after. */
function workday(date: string): string {
  const weekday = new Date(startOf(date)).getUTCDay();
  if (weekday === 6) return addDays(date, 2);
  return weekday === 0 ? addDays(date, 1) : date;
}
