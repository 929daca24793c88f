import type { AttributeValue } from '../hr/record.ts';
import type { EmploymentStatusRules } from '../policy.ts';
import { addDays, daysBetween, isCalendarDate } from '../time.ts';
import { errorTable } from '../errors.ts';
import { hasBegun, terminationInstant, type Scene } from './scene.ts';
import type { Attention } from './types.ts';

/** HR says that the person is employed, now or from a start date on. */
export interface Employed {
  readonly kind: 'employed';
  readonly startDate?: string;
  /** A last day that lies ahead. */
  readonly lastDay?: string;
  /** When `lastDay` ends, epoch milliseconds. */
  readonly endsAt?: number;
  /** A last day in the record that belongs to an employment before this one. */
  readonly earlierLastDay?: string;
  readonly leaveKind?: string;
}

/** HR says that the employment is over or was withdrawn before it began. */
export interface Ended {
  readonly kind: 'ended';
  readonly startDate?: string;
  readonly lastDay?: string;
  /** When it should have taken effect, epoch milliseconds; never in the future. */
  readonly at: number;
  /** The calendar date it took effect. */
  readonly effective: string;
  /** `at` is the end of a last day, not the moment at which HR was read. */
  readonly dated?: true;
  readonly why: string;
}

/** Where HR sees the person, by the table in docs/lifecycle.md. */
export type Standing = Employed | Ended | { readonly kind: 'unclear'; readonly attention: Attention };

type Status =
  | { readonly kind: 'active' | 'terminated' | 'unmapped'; readonly text: string }
  | { readonly kind: 'leave'; readonly text: string; readonly leaveKind: string };

interface Dates {
  readonly startDate?: string;
  readonly lastDay?: string;
}

/** Whose last day a date is: this employment's, one's before it, or that of a hire that was withdrawn. */
type Relation = 'own' | 'earlier' | 'withdrawn';

const leavePrefix = 'leave.';

/**
 * Where HR sees the person at the moment of the scene. Dates and status may disagree; what then holds is
 * the table in docs/lifecycle.md, and every disagreement is noted in the reasons.
 */
export function standingOf(scene: Scene): Standing {
  const rules = scene.policy.employmentStatus;
  const status = readStatus(rules, scene.record.attributes[rules.status]);
  if (status.kind === 'unmapped')
    return unclear(scene, 'HR_STATUS_UNKNOWN', unmappedText(rules, status.text));
  const dates = readDates(scene);
  if ('invalid' in dates)
    return unclear(scene, 'HR_RECORD_INVALID', `attribute ${dates.invalid} is not a calendar date`);
  const standing = rules.mode === 'status' ? byStatus(scene, status, dates) : byDates(scene, status, dates);
  const missing = standing.kind === 'employed' && standing.startDate === undefined && rules.mode === 'dates';
  if (missing && !hasBegun(scene.memory.phase))
    return unclear(scene, 'HR_RECORD_INVALID', `the start date (attribute ${rules.startDate}) is empty`);
  return standing;
}

function byStatus(scene: Scene, status: Status, dates: Dates): Standing {
  const { startDate, lastDay } = dates;
  if (status.kind === 'terminated') {
    const dated = lastDay !== undefined && lastDay < scene.today && !isBefore(lastDay, startDate);
    if (!dated) return endedNow(scene, dates, statusText(status));
    return { kind: 'ended', ...dates, ...past(scene, lastDay), why: statusText(status) };
  }
  if (lastDay !== undefined && lastDay < scene.today && !isBefore(lastDay, startDate))
    note(
      scene,
      `last day ${lastDay} has passed, but ${statusText(status)}; the status decides (mode: status)`,
    );
  return employed(status, startDate, {});
}

function byDates(scene: Scene, status: Status, dates: Dates): Standing {
  if (status.kind === 'terminated') return terminatedStatus(scene, status, dates);
  const { startDate, lastDay } = dates;
  if (lastDay === undefined) return employed(status, startDate, {});
  const relation = relationOf(scene, lastDay, startDate);
  if (relation === 'own') return untilLastDay(scene, status, startDate, lastDay);
  if (relation === 'withdrawn')
    return endedNow(scene, dates, `last day ${lastDay} is not after the start date ${startDate ?? ''}`);
  note(scene, `last day ${lastDay} belongs to an employment before ${startDate ?? 'this one'}`);
  return employed(status, startDate, { earlierLastDay: lastDay });
}

/** The status says terminated, and dates decide when: on the last day itself both agree, far ahead they do not. */
function terminatedStatus(scene: Scene, status: Status, dates: Dates): Standing {
  const { startDate, lastDay } = dates;
  const own = lastDay !== undefined && !isBefore(lastDay, startDate);
  // A start date after the last day is that of a next employment, which has not ended.
  if (!own && lastDay !== undefined) return endedNow(scene, asDates(undefined, lastDay), statusText(status));
  if (!own || !hasBegun(scene.memory.phase)) return endedNow(scene, dates, statusText(status));
  if (lastDay <= addDays(scene.today, 1)) return untilLastDay(scene, status, startDate, lastDay);
  const why = `${statusText(status)}, although the last day is ${lastDay}; the status decides until the last day`;
  note(scene, why);
  return endedNow(scene, dates, why);
}

function untilLastDay(
  scene: Scene,
  status: Status,
  startDate: string | undefined,
  lastDay: string,
): Standing {
  const endsAt = terminationInstant(scene, lastDay);
  if (endsAt > scene.now) return employed(status, startDate, { lastDay, endsAt });
  const agrees = status.kind === 'terminated';
  if (!agrees && scene.today > lastDay)
    note(scene, `${statusText(status)}, but last day ${lastDay} has passed; the date decides (mode: dates)`);
  return {
    kind: 'ended',
    ...asDates(startDate, lastDay),
    at: endsAt,
    effective: lastDay,
    dated: true,
    why: `last day ${lastDay} has ended`,
  };
}

/**
 * Whose last day it is, when it is not after the start date: that of an employment before, that of this one
 * which never began (UKG ends a withdrawn hire with the hire date), or that of the one that runs until a
 * later start date.
 */
function relationOf(scene: Scene, lastDay: string, startDate: string | undefined): Relation {
  const { memory, today } = scene;
  if (startDate === undefined || lastDay > startDate) return 'own';
  if (hasBegun(memory.phase)) return relationAtWork(scene, lastDay, startDate);
  const dealtWith = lastDay === memory.lastDay;
  const longAgo = lastDay < startDate && lastDay < today;
  if (memory.phase === 'expected') return longAgo ? 'earlier' : 'withdrawn';
  if (memory.phase === 'preboarding') return dealtWith ? 'earlier' : 'withdrawn';
  if (startDate === memory.startDate) return 'withdrawn';
  return dealtWith || longAgo ? 'earlier' : 'withdrawn';
}

function relationAtWork(scene: Scene, lastDay: string, startDate: string): Relation {
  if (lastDay === scene.memory.lastDay) return 'earlier';
  if (lastDay === startDate) return 'own';
  const goesOn = startDate <= scene.today || daysBetween(lastDay, startDate) <= 1;
  return goesOn ? 'earlier' : 'own';
}

function employed(
  status: Status,
  startDate: string | undefined,
  rest: Pick<Employed, 'lastDay' | 'endsAt' | 'earlierLastDay'>,
): Employed {
  const leave = status.kind === 'leave' ? { leaveKind: status.leaveKind } : {};
  return { kind: 'employed', ...asDates(startDate), ...rest, ...leave };
}

function endedNow(scene: Scene, dates: Dates, why: string): Ended {
  return { kind: 'ended', ...dates, at: scene.now, effective: scene.today, why };
}

function past(scene: Scene, lastDay: string): Pick<Ended, 'at' | 'effective'> {
  return { at: Math.min(terminationInstant(scene, lastDay), scene.now), effective: lastDay };
}

/** The group that the status value is listed under; without regard to case and outer blanks. */
function readStatus(rules: EmploymentStatusRules, value: AttributeValue | undefined): Status {
  const text = value === null || value === undefined ? '' : String(value).trim();
  const wanted = text.toUpperCase();
  for (const [group, values] of Object.entries(rules.statuses)) {
    if (text === '' || !values.some((listed) => listed.trim().toUpperCase() === wanted)) continue;
    if (group.startsWith(leavePrefix))
      return { kind: 'leave', text, leaveKind: group.slice(leavePrefix.length) };
    return { kind: group === 'terminated' ? 'terminated' : 'active', text };
  }
  // With dates in charge, statuses need only name the leaves (hire2retire-features 5).
  const onlyLeaves = rules.mode === 'dates' && rules.statuses['active'] === undefined;
  return { kind: onlyLeaves ? 'active' : 'unmapped', text };
}

function readDates(scene: Scene): Dates | { readonly invalid: string } {
  const rules = scene.policy.employmentStatus;
  const found: Record<'startDate' | 'rehireDate' | 'lastDay', string | undefined> = {
    startDate: undefined,
    rehireDate: undefined,
    lastDay: undefined,
  };
  for (const name of ['startDate', 'rehireDate', 'lastDay'] as const) {
    const attribute = rules[name];
    if (attribute === undefined) continue;
    const value = scene.record.attributes[attribute] ?? null;
    if (value === null || value === '') continue;
    if (typeof value !== 'string' || !isCalendarDate(value)) return { invalid: attribute };
    found[name] = value;
  }
  const { startDate, rehireDate, lastDay } = found;
  const start = rehireDate !== undefined && !isBefore(rehireDate, startDate) ? rehireDate : startDate;
  return asDates(start, lastDay);
}

function isBefore(date: string, other: string | undefined): boolean {
  return other !== undefined && date < other;
}

function statusText(status: Status): string {
  return status.text === '' ? 'the status is empty' : `the status is ${status.text}`;
}

function unmappedText(rules: EmploymentStatusRules, text: string): string {
  if (text === '') return `attribute ${rules.status} is empty`;
  return `attribute ${rules.status} has the value ${JSON.stringify(text)}, which no status group names`;
}

function unclear(scene: Scene, code: 'HR_STATUS_UNKNOWN' | 'HR_RECORD_INVALID', problem: string): Standing {
  const message = `person ${scene.record.personKey}: ${problem}; nothing is changed`;
  return { kind: 'unclear', attention: { code, message, remedy: errorTable[code].remedy } };
}

function note(scene: Scene, text: string): void {
  scene.reasons.push({ text, place: scene.policy.employmentStatus.place });
}

function asDates(startDate: string | undefined, lastDay?: string): Dates {
  return {
    ...(startDate === undefined ? {} : { startDate }),
    ...(lastDay === undefined ? {} : { lastDay }),
  };
}
