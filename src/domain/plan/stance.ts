import type { LifecycleEvent, Memory, Phase, Reason } from '../lifecycle/types.ts';
import type { Place } from '../place.ts';
import type { LeaveRule, Policy, TerminationRule } from '../policy.ts';

/**
 * Which part of the policy decides about the account: `staff` (the rules of steps 4 to 7), `leave` (the same with the
 * leave rule on top), `left` (the termination rules), `gone` (the account is deleted), `untouched` (nothing changes).
 */
export type Stance = 'staff' | 'leave' | 'left' | 'gone' | 'untouched';

const stanceOfPhase: Readonly<Record<Phase, Stance>> = {
  expected: 'staff',
  preboarding: 'staff',
  active: 'staff',
  leave: 'leave',
  leaving: 'staff',
  terminated: 'left',
  deleted: 'untouched',
};

const stanceOfEvent: Readonly<Record<Exclude<LifecycleEvent, 'profileChange'>, Stance>> = {
  preboarding: 'staff',
  onboarding: 'staff',
  rehire: 'staff',
  returnFromLeave: 'staff',
  leave: 'leave',
  termination: 'left',
  rescission: 'left',
  accountDeletion: 'gone',
  scheduledTermination: 'untouched',
};

/** The stance an event puts the account into; a profile change keeps the one of the phase. */
export function stanceOf(event: LifecycleEvent, phase: Phase): Stance {
  return event === 'profileChange' ? stanceOfPhase[phase] : stanceOfEvent[event];
}

/** Events that go on although the person's profile is faulty: taking access away must not wait for HR to correct it. */
export function goesAheadAnyway(event: LifecycleEvent): boolean {
  return ['leave', 'termination', 'rescission', 'accountDeletion', 'scheduledTermination'].includes(event);
}

/** Events that make an account when the person has none. */
export function createsAccount(event: LifecycleEvent): boolean {
  return event === 'preboarding' || event === 'onboarding' || event === 'rehire';
}

/** The rule of a leave kind; a kind that the policy no longer knows keeps account and groups. */
export function leaveRule(policy: Policy, kind: string | undefined): LeaveRule {
  const rule = kind === undefined ? undefined : policy.lifecycle.leave[kind];
  return rule ?? { account: 'keep', groups: 'keep', place: policy.employmentStatus.place };
}

const sentences: Readonly<Record<LifecycleEvent, string>> = {
  preboarding: 'the person is about to start',
  onboarding: 'the person starts',
  profileChange: 'the HR record or the policy changed',
  leave: 'the person goes on leave',
  returnFromLeave: 'the person is back from leave',
  scheduledTermination: 'the termination is announced',
  termination: 'the employment ends',
  rehire: 'the person is employed again',
  rescission: 'the hire was withdrawn',
  accountDeletion: 'the retention period is over',
};

/** The lifecycle event as a reason, with the rule that makes it do what it does. */
export function eventReason(event: LifecycleEvent, place: Place, addition?: string): Reason {
  return { text: addition === undefined ? sentences[event] : `${sentences[event]}: ${addition}`, place };
}

/** Whether the phase itself says that the account can be used, or that it cannot; undefined when both are right. */
export function accessOfPhase(
  policy: Policy,
  memory: Memory,
  termination: TerminationRule,
): boolean | undefined {
  const { hire } = policy.lifecycle;
  const { phase } = memory;
  if (phase === 'active' || phase === 'leaving') return true;
  if (phase === 'preboarding') return hire.accountControl.enabled === 'onCreation' ? true : undefined;
  if (phase === 'leave') return leaveRule(policy, memory.leaveKind).account === 'disable' ? false : undefined;
  return phase === 'terminated' && termination.disable ? false : undefined;
}
