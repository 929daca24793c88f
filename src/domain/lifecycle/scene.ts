import type { FormulaInput } from '../formula/types.ts';
import { personKeyAttribute } from '../hr/standard-attributes.ts';
import type { HrRecord } from '../hr/record.ts';
import { recordHash } from '../hr/record-hash.ts';
import type { Lookup, Policy, TerminationRule } from '../policy.ts';
import { instantOf, localDate } from '../time.ts';
import { lookup } from './lookup.ts';
import { terminationRule } from './termination-rule.ts';
import type { Attention, LifecycleEvent, LifecycleRequest, Memory, Phase, Reason } from './types.ts';

/** What the lifecycle is asked about. */
export interface EvaluationInput {
  readonly record: HrRecord;
  readonly memory: Memory;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly requests: readonly LifecycleRequest[];
}

/** One person at one moment, seen through the policy; collects what is found out on the way. */
export interface Scene extends EvaluationInput {
  readonly policy: Policy;
  /** The person's own zone. */
  readonly zone: string;
  /** Calendar date of `now` in `zone`. */
  readonly today: string;
  readonly input: FormulaInput;
  readonly recordHash: string;
  readonly reasons: Reason[];
  /** Conditions that could not be judged; the defaults stand in for them. */
  readonly faults: Attention[];
}

/** Opens the scene: finds the person's zone and with it their calendar date. */
export function openScene(policy: Policy, input: EvaluationInput): Scene {
  const values = { ...input.record.attributes, [personKeyAttribute]: input.record.personKey };
  const faults: Attention[] = [];
  const zone = lookup(policy.timeZone, { values, today: localDate(input.now, policy.timeZone.default) });
  if (zone.fault !== undefined) faults.push(zone.fault);
  const today = localDate(input.now, zone.value);
  return {
    ...input,
    policy,
    zone: zone.value,
    today,
    input: { values, today },
    recordHash: recordHash(input.record),
    reasons: [],
    faults,
  };
}

/** The value of a lookup for the person; a condition that cannot be judged is noted as a fault. */
export function choose<T>(
  scene: Scene,
  choice: Lookup<T>,
): { readonly value: T; readonly reason: Pick<Reason, 'place'> } {
  const found = lookup(choice, scene.input);
  if (found.fault !== undefined) scene.faults.push(found.fault);
  return { value: found.value, reason: { place: found.place } };
}

/** The rule for the person as a leaver; a reason that cannot be judged is noted as a fault. */
export function leaverRule(scene: Scene): TerminationRule {
  const { rule, fault } = terminationRule(scene.policy, scene.input);
  if (fault !== undefined) scene.faults.push(fault);
  return rule;
}

/** When a last day ends for the person: the clock time of their rule on that day in their zone. */
export function terminationInstant(scene: Scene, lastDay: string): number {
  return instantOf(lastDay, choose(scene, leaverRule(scene).at).value, scene.zone);
}

/** Whether the employment has begun for Tenure: the person was onboarded and has not been terminated. */
export function hasBegun(phase: Phase): boolean {
  return phase === 'active' || phase === 'leave' || phase === 'leaving';
}

/** Whether Tenure knows of an account of the person in any directory. */
export function hasAccount(memory: Memory): boolean {
  return Object.values(memory.accounts).some((account) => account !== undefined);
}

/** Events that open, close or keep an account; a profile change never does. */
const decidingAccess: ReadonlySet<LifecycleEvent> = new Set([
  'preboarding',
  'onboarding',
  'leave',
  'returnFromLeave',
  'termination',
  'rehire',
  'rescission',
  'accountDeletion',
]);

/**
 * The event whose case wrote something and was then superseded or aborted, so that the account stands between
 * two phases; undefined when the last case that decides about access was walked to its end.
 */
export function halfWalked(memory: Memory): LifecycleEvent | undefined {
  const last = memory.recent.findLast(
    (one) => decidingAccess.has(one.event) && (isWalked(one.outcome) || one.changes > 0),
  );
  return last === undefined || isWalked(last.outcome) ? undefined : last.event;
}

/** Whether a case that was to begin an employment stopped half-way: there may be an open account. */
export function hasHalfBegun(memory: Memory): boolean {
  const event = halfWalked(memory);
  return hasAccount(memory) && (event === 'preboarding' || event === 'onboarding' || event === 'rehire');
}

function isWalked(outcome: Memory['recent'][number]['outcome']): boolean {
  return outcome === 'completed' || outcome === 'nothingToDo' || outcome === 'skippedSteps';
}
