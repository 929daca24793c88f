import { addDays, startOf, type CalendarDate } from './calendar.ts';
import { createCast, type Cast, type Member } from './cast.ts';
import { lifeEvent, type LifeEventInput, type ScriptedEvent } from './life-events.ts';
import { createRandom, type Random } from './random.ts';
import type { Department, Organization } from './types.ts';
import type { Workforce } from './workforce.ts';

/** Which life a workforce is to lead. */
export interface WorkingLifeOptions {
  readonly seed: number;
  /** The first day; the workforce is taken as it stands then. */
  readonly from: CalendarDate;
  /** How long: at least 30 days. */
  readonly days: number;
}

/** What stories are written with. Days count from the start, 0 is the first. */
export interface Desk {
  readonly cast: Cast;
  readonly random: Random;
  readonly organization: Organization;
  readonly days: number;
  /** The calendar day of a day, moved from a weekend to the Monday after. */
  dateOn(day: number): CalendarDate;
  /** Enters an event during office hours of a day. */
  write(day: number, event: LifeEventInput): void;
  /** Staff who are free, somebody newly hired when there are none. */
  somebody(day: number): Member;
  /** Hires somebody; with `starts`, ahead. */
  hire(day: number, starts?: number): Member;
}

/** A sequence of events that belong together, beginning on a day. */
export type Story = (desk: Desk, day: number) => void;

function workday(date: CalendarDate): CalendarDate {
  const weekday = new Date(startOf(date)).getUTCDay();
  if (weekday === 6) return addDays(date, 2);
  return weekday === 0 ? addDays(date, 1) : date;
}

/** A newcomer as staff of a manager, in the manager's company and department; the top takes them on when there is none. */
function draftMember(cast: Cast, organization: Organization, day: number): Member {
  const boss = cast.pickManager(day) ?? cast.members.find(({ supervisorKey }) => supervisorKey === null);
  const department = departmentOf(organization, boss);
  return {
    personKey: cast.newKey(),
    companyId: boss?.companyId ?? '',
    jobCode: `${department.family}STF`,
    department: department.code,
    supervisorKey: boss?.personKey ?? null,
    freeFrom: 0,
  };
}

function departmentOf({ departments }: Organization, member: Member | undefined): Department {
  const found = departments.find(({ code }) => code === member?.department) ?? departments[0];
  if (found === undefined) throw new RangeError('an organization has departments');
  return found;
}

/** A desk that writes into a script. */
export function createDesk(workforce: Workforce, options: WorkingLifeOptions, script: ScriptedEvent[]): Desk {
  const { organization } = workforce;
  const random = createRandom(options.seed, 'working life');
  const cast = createCast(workforce, options.from, random);
  const written = new Map<CalendarDate, number>();
  const dateOn = (day: number): CalendarDate => workday(addDays(options.from, day));

  function write(day: number, event: LifeEventInput): void {
    const date = dateOn(day);
    const count = written.get(date) ?? 0;
    written.set(date, count + 1);
    // One after the other from nine o'clock, so that a day with many events still ends before midnight.
    const second = Math.min(9 * 3_600 + count * 60, 86_399);
    const at = new Date(startOf(date) + second * 1_000).toISOString().slice(0, 19);
    script.push({ at, event: lifeEvent.parse(event) });
  }
  function hire(day: number, starts?: number): Member {
    const member = draftMember(cast, organization, day);
    member.freeFrom = (starts ?? day) + 5;
    const { personKey, jobCode, supervisorKey } = member;
    const company = member.companyId === '' ? {} : { companyId: member.companyId };
    const facts = { personKey, ...company, jobCode, orgLevel2: member.department, supervisorKey };
    const ahead = starts === undefined ? undefined : dateOn(starts);
    write(
      day,
      ahead === undefined ? { kind: 'hire', ...facts } : { kind: 'futureHire', ...facts, date: ahead },
    );
    cast.join(member);
    return member;
  }
  return {
    cast,
    random,
    organization,
    days: options.days,
    dateOn,
    write,
    hire,
    somebody: (day) => cast.pickStaff(day) ?? hire(day),
  };
}
