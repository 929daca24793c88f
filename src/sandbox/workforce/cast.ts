import { dateOf, startOf, type CalendarDate } from './calendar.ts';
import { personKeyAt } from './identity.ts';
import type { Random } from './random.ts';
import { assignmentOn, primaryEmployment, standingOn } from './standing.ts';
import type { Workforce } from './workforce.ts';

/** Somebody a working life may happen to. */
export interface Member {
  readonly personKey: string;
  companyId: string;
  jobCode: string;
  department: string | null;
  supervisorKey: string | null;
  /** The first day (counted from the start) on which no story of theirs is under way; Infinity when they are gone. */
  freeFrom: number;
}

/** The people of a working life, kept in step with the events that are written. */
export interface Cast {
  readonly members: readonly Member[];
  /** Somebody free on a day whom nobody reports to; undefined when there is none. */
  pickStaff(day: number): Member | undefined;
  /** Somebody free on a day who has reports and a supervisor, in a department when one is named. */
  pickManager(day: number, department?: string): Member | undefined;
  reportsOf(personKey: string): readonly Member[];
  /** A key for a newcomer, from a range that the sandbox does not give out by itself. */
  newKey(): string;
  /** Takes in a newcomer, or a member whose supervisor has changed. */
  join(member: Member): void;
}

/** Everybody who works on the first day, with nothing else entered about them. */
function listMembers(workforce: Workforce, from: CalendarDate): Member[] {
  const members: Member[] = [];
  for (const person of workforce.people) {
    const row = primaryEmployment(person, from);
    const { status, dateOfTermination } = standingOn(row, { today: from, futureTermination: 'announced' });
    if (status !== 'A' || dateOfTermination !== null || row.lastHireDate > from) continue;
    if (person.employments.length > 1) continue;
    const assignment = assignmentOn(row, from);
    members.push({
      personKey: person.personKey,
      companyId: row.companyId,
      jobCode: assignment.jobCode,
      department: assignment.orgLevels[1],
      supervisorKey: assignment.supervisorKey,
      freeFrom: 0,
    });
  }
  return members;
}

/** The cast of a working life that begins on a day. */
export function createCast(workforce: Workforce, from: CalendarDate, random: Random): Cast {
  const members = listMembers(workforce, dateOf(startOf(from)));
  const keys = new Set(members.map((member) => member.personKey));
  let newcomers = 0;

  /** Looks on from a drawn place, so that a pick costs next to nothing with 100,000 people. */
  function pick(candidates: readonly Member[], isSuitable: (member: Member) => boolean): Member | undefined {
    const start = random.below(candidates.length);
    for (let step = 0; step < candidates.length; step++) {
      const member = candidates[(start + step) % candidates.length];
      if (member !== undefined && isSuitable(member)) return member;
    }
    return undefined;
  }
  const byKey = new Map(members.map((member) => [member.personKey, member]));
  const reports = new Map<string, Set<Member>>();
  // Whoever has or had reports; with none left they are passed over.
  const leaders: Member[] = [];
  const followed = new Map<Member, string>();
  function follow(member: Member): void {
    const before = followed.get(member);
    if (before !== undefined) reports.get(before)?.delete(member);
    if (member.supervisorKey === null) return;
    followed.set(member, member.supervisorKey);
    const known = reports.get(member.supervisorKey);
    if (known !== undefined) {
      known.add(member);
      return;
    }
    reports.set(member.supervisorKey, new Set([member]));
    const leader = byKey.get(member.supervisorKey);
    if (leader !== undefined) leaders.push(leader);
  }
  for (const member of members) follow(member);
  function leads({ personKey }: Member): boolean {
    return (reports.get(personKey)?.size ?? 0) > 0;
  }
  function isStaff(member: Member, day: number): boolean {
    return member.freeFrom <= day && member.supervisorKey !== null && !leads(member);
  }
  function isManager(member: Member, day: number): boolean {
    return member.freeFrom <= day && member.supervisorKey !== null && leads(member);
  }
  return {
    members,
    reportsOf: (personKey) => [...(reports.get(personKey) ?? [])],
    pickStaff: (day) => pick(members, (member) => isStaff(member, day)),
    pickManager: (day, department) =>
      pick(
        leaders,
        (member) => isManager(member, day) && (department === undefined || member.department === department),
      ),
    newKey() {
      let key = personKeyAt(workforce.seed, 900_000 + newcomers++);
      while (keys.has(key) || workforce.person(key) !== undefined) {
        key = personKeyAt(workforce.seed, 900_000 + newcomers++);
      }
      keys.add(key);
      return key;
    },
    join(member) {
      if (!byKey.has(member.personKey)) {
        byKey.set(member.personKey, member);
        members.push(member);
      }
      follow(member);
    },
  };
}
