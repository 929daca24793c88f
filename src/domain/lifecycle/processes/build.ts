import { showPlace, type Place } from '../../place.ts';
import type { LeaveRule, Policy, TerminationRule } from '../../policy.ts';
import { asReason } from '../termination-rule.ts';
import type { LifecycleEvent, Process, Step, StepActivity } from '../types.ts';

/** What a process depends on beside the policy. */
export interface Situation {
  /** The leave that the event is about, or that the person is on. */
  readonly leave?: { readonly kind: string; readonly rule: LeaveRule };
  /** The rule for the leaver; the general one when absent. */
  readonly termination?: TerminationRule;
}

/** A step, or the statement that the policy leaves it out. */
export type Part = Step | { readonly leaveOut: StepActivity; readonly why: string };

const summaries: Readonly<Record<Exclude<StepActivity, 'planChanges' | 'sendNotifications'>, string>> = {
  createAccount: 'Create the account',
  updateProfile: 'Update the profile',
  assignOrganizationalUnit: 'Move to the organizational unit',
  assignSecurityGroups: 'Assign security groups',
  assignDistributionLists: 'Assign distribution lists',
  setManager: 'Set the manager',
  enableAccount: 'Enable the account',
  disableAccount: 'Disable the account',
  resetPassword: 'Set a new password',
  deleteAccount: 'Delete the account',
};

/** Reads the directory and works out the change plan of the case. */
export function plan(policy: Policy): Step {
  return {
    name: 'planChanges',
    activity: 'planChanges',
    ...queueField(policy.queues.activeDirectory),
    summary: 'Plan the changes',
    when: 'always',
  };
}

/** A directory step; it is walked only when the change plan holds operations for it. */
export function step(policy: Policy, activity: keyof typeof summaries): Step {
  return {
    name: activity,
    activity,
    ...queueField(policy.queues.activeDirectory),
    summary: summaries[activity],
    when: 'planned',
  };
}

/** The step when the policy wants it, otherwise why it is left out. */
export function stepIf(
  wanted: boolean,
  policy: Policy,
  activity: keyof typeof summaries,
  why: string,
  place?: Place,
): Part {
  if (wanted) return step(policy, activity);
  return { leaveOut: activity, why: place === undefined ? why : `${why} (${showPlace(place)})` };
}

/** The step when the rule for the leaver wants it; otherwise which rule leaves it out. */
export function stepOfRule(
  wanted: boolean,
  policy: Policy,
  rule: TerminationRule,
  activity: keyof typeof summaries,
  what: string,
): Part {
  const whose = rule.name === undefined ? 'lifecycle.termination.' : `termination${asReason(rule)}: `;
  return stepIf(wanted, policy, activity, `${whose}${what}`, rule.place);
}

/** Mails of the event; left out when no template is for it. */
export function notifications(policy: Policy, event: LifecycleEvent): Part {
  const wanted = policy.notifications?.templates.some((template) => template.on.includes(event)) ?? false;
  if (!wanted) return { leaveOut: 'sendNotifications', why: `no notification template is for ${event}` };
  return {
    name: 'sendNotifications',
    activity: 'sendNotifications',
    ...queueField(policy.queues.notifications),
    summary: 'Send notifications',
    when: 'always',
  };
}

/** The process of an event from its stages: what stands in one inner list may go together. */
export function build(event: LifecycleEvent, title: string, stages: readonly (readonly Part[])[]): Process {
  const steps = stages.map((parts) => parts.filter((part): part is Step => 'activity' in part));
  const leftOut = stages
    .flat()
    .flatMap((part) => ('leaveOut' in part ? [{ step: part.leaveOut, why: part.why }] : []));
  return {
    event,
    title,
    stages: steps.filter((stage) => stage.length > 0).map((stage) => ({ steps: stage })),
    leftOut,
  };
}

function queueField(queue: string | undefined): { readonly queue?: string } {
  return queue === undefined ? {} : { queue };
}
