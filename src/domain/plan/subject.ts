import type { FormulaInput } from '../formula/types.ts';
import type { HrRecord } from '../hr/record.ts';
import { personKeyAttribute } from '../hr/standard-attributes.ts';
import { lookup } from '../lifecycle/lookup.ts';
import { openScene } from '../lifecycle/scene.ts';
import { standingOf } from '../lifecycle/standing.ts';
import { type ChosenTermination, asReason, terminationRule } from '../lifecycle/termination-rule.ts';
import type { LifecycleEvent, Memory, Reason } from '../lifecycle/types.ts';
import type { Place } from '../place.ts';
import type { LeaveRule, Policy } from '../policy.ts';
import { localDate } from '../time.ts';
import { type Stance, eventReason, leaveRule, stanceOf } from './stance.ts';

/** Who and what is planned for. */
export interface DesiredInput {
  readonly record: HrRecord;
  readonly memory: Memory;
  readonly event: LifecycleEvent;
  /** Epoch milliseconds; TODAY() answers the date it has in the person's zone. */
  readonly now: number;
  /** Kind of the leave that the event is about; default what HR says, or the one remembered. */
  readonly leaveKind?: string;
  /** Why a human ended the employment ahead of HR; stands in the reasons. */
  readonly terminationReason?: string;
}

/** A request with what follows from it before any rule is asked. */
export interface Subject {
  readonly policy: Policy;
  readonly record: HrRecord;
  readonly memory: Memory;
  readonly event: LifecycleEvent;
  readonly stance: Stance;
  /** The leave that the event is about, or that the person is on. */
  readonly leave: { readonly kind: string | undefined; readonly rule: LeaveRule };
  /** The rule for the person as a leaver. */
  readonly termination: ChosenTermination;
  readonly terminationReason: string | undefined;
}

/**
 * HR attributes and the person key, as formulas see them, on the person's own calendar date. A zone rule that faults
 * leaves the default zone, as it does in the lifecycle.
 */
export function formulaInput(policy: Policy, record: HrRecord, now: number): FormulaInput {
  const values = { ...record.attributes, [personKeyAttribute]: record.personKey };
  const today = localDate(now, policy.timeZone.default);
  const zone = lookup(policy.timeZone, { values, today }).value;
  return { values, today: zone === policy.timeZone.default ? today : localDate(now, zone) };
}

/** The leave an event is about: HR's when one begins or the person begins on one, else the one remembered. */
function leaveKindOf(policy: Policy, { leaveKind, event, ...facts }: DesiredInput): string | undefined {
  const { memory } = facts;
  if (leaveKind !== undefined) return leaveKind;
  if (event !== 'leave' && event !== 'onboarding' && event !== 'rehire') return memory.leaveKind;
  const standing = standingOf(openScene(policy, { ...facts, requests: [] }));
  const listed = standing.kind === 'employed' ? standing.leaveKind : undefined;
  return event === 'leave' ? (listed ?? memory.leaveKind) : listed;
}

/** Takes a request apart. */
export function openSubject(policy: Policy, request: DesiredInput): Subject {
  const { record, memory, event, terminationReason } = request;
  const kind = leaveKindOf(policy, request);
  const leave = { kind, rule: leaveRule(policy, kind) };
  const stance = stanceOf(event, memory.phase);
  const termination = terminationRule(policy, formulaInput(policy, record, request.now));
  return { policy, record, memory, event, stance, leave, termination, terminationReason };
}

/** The event as a reason, with the rule that makes it do what it does and what a human said about it. */
export function subjectReason({ event, leave, terminationReason }: Subject, place: Place): Reason {
  return eventReason(event, place, event === 'leave' ? leave.kind : terminationReason);
}

/** The event as a reason of what is done to a leaver, with the rule for them and its name. */
export function leaverReason(subject: Subject): Reason {
  const { rule } = subject.termination;
  const { text, place } = subjectReason(subject, rule.place);
  const named = rule.name === undefined ? text : `${text} (termination${asReason(rule)})`;
  return place === undefined ? { text: named } : { text: named, place };
}
