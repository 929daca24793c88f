import type { FormulaInput } from '../formula/types.ts';
import type { LifecycleEvent, Memory, Reason } from '../lifecycle/types.ts';
import type { MailTemplate, Policy } from '../policy.ts';
import { computeFormula } from '../profile/values.ts';
import { accessOfPhase, eventReason, leaveRule } from './stance.ts';

/** Whether the account may be used. `expected` only warns: switching on by drift repair is nobody's order. */
export type DesiredAccess =
  | { readonly kind: 'enable' | 'disable'; readonly reason: Reason }
  | { readonly kind: 'unchanged'; readonly expected?: boolean };

/** A password that the account gets; the value is made where it is delivered. */
export interface DesiredPassword {
  readonly mustChange: boolean;
  readonly reason: Reason;
}

interface Situation {
  readonly policy: Policy;
  readonly event: LifecycleEvent;
  readonly memory: Memory;
  readonly leaveKind: string | undefined;
  readonly addition: string | undefined;
}

function accessAfterLeave({ policy, event, memory, leaveKind }: Situation): DesiredAccess {
  const rule = leaveRule(policy, leaveKind);
  const before = memory.accounts.activeDirectory?.before;
  if (before?.enabled === true) return { kind: 'enable', reason: eventReason(event, rule.place) };
  if (before === undefined && rule.account === 'disable') {
    return { kind: 'enable', reason: eventReason(event, rule.place) };
  }
  return { kind: 'unchanged', expected: true };
}

function accessOfRecord({ policy, memory, event }: Situation): DesiredAccess {
  const expected = accessOfPhase(policy, memory);
  if (expected !== false) return { kind: 'unchanged', ...(expected === undefined ? {} : { expected }) };
  const place =
    memory.phase === 'leave' ? leaveRule(policy, memory.leaveKind).place : policy.lifecycle.termination.place;
  return {
    kind: 'disable',
    reason: eventReason(event, place, `an account in phase ${memory.phase} stays disabled`),
  };
}

function accessOnLeave({ policy, event, leaveKind }: Situation): DesiredAccess {
  const rule = leaveRule(policy, leaveKind);
  if (rule.account === 'keep') return { kind: 'unchanged' };
  return { kind: 'disable', reason: eventReason(event, rule.place, leaveKind) };
}

function accessAfterTheEnd({ policy, event, addition }: Situation): DesiredAccess {
  const { termination } = policy.lifecycle;
  // A withdrawn hire never had a reason to log on, whatever the rule for leavers says.
  if (event === 'termination' && !termination.disable) return { kind: 'unchanged' };
  return { kind: 'disable', reason: eventReason(event, termination.place, addition) };
}

function accessOnHire({ policy, event }: Situation): DesiredAccess {
  const { hire } = policy.lifecycle;
  if (event !== 'preboarding') return { kind: 'enable', reason: eventReason(event, hire.onboardAt.place) };
  if (hire.accountControl.enabled === 'onStartDate') return { kind: 'unchanged' };
  return { kind: 'enable', reason: eventReason(event, hire.createDaysAhead.place) };
}

function accessUnchanged(): DesiredAccess {
  return { kind: 'unchanged' };
}

const accessByEvent: Readonly<Record<LifecycleEvent, (situation: Situation) => DesiredAccess>> = {
  preboarding: accessOnHire,
  onboarding: accessOnHire,
  rehire: accessOnHire,
  profileChange: accessOfRecord,
  leave: accessOnLeave,
  returnFromLeave: accessAfterLeave,
  termination: accessAfterTheEnd,
  rescission: accessAfterTheEnd,
  scheduledTermination: accessUnchanged,
  accountDeletion: accessUnchanged,
};

/** Whether an event switches the account on or off. Events of other kinds never switch one on. */
export function desiredAccess(situation: Situation): DesiredAccess {
  return accessByEvent[situation.event](situation);
}

/** Whether a template puts the password into the mail, as a liquid tag; the mere word in a sentence does not count. */
export function mentionsPassword(template: Pick<MailTemplate, 'subject' | 'body'>): boolean {
  return [template.subject, template.body].some((source) => /\{[{%][^}]*\bpassword\b[^}]*\}/.test(source));
}

/** A condition over the manager or the account is answered when the mail is made; here it counts as true. */
function mayBeSent(template: MailTemplate, input: FormulaInput): boolean {
  if (template.when === undefined || template.when.uses.some((name) => name.includes('.'))) return true;
  const computed = computeFormula(template.when, input);
  return !computed.ok || computed.value === true;
}

function mailsPassword(policy: Policy, event: LifecycleEvent, input: FormulaInput): MailTemplate | undefined {
  return policy.notifications?.templates.find(
    (template) => template.on.includes(event) && mentionsPassword(template) && mayBeSent(template, input),
  );
}

/**
 * Whether an existing account gets a new password: a joiner's whose mail tells it, when Tenure made the account (nobody
 * knows the password it was created with; one that was only found has an owner who knows it), anybody's who is employed
 * again and is told it, and a leaver's when the policy says so. A password has no readable before-value, so this
 * operation is planned again whenever its event is planned again.
 */
export function desiredPassword(situation: Situation, input: FormulaInput): DesiredPassword | undefined {
  const { policy, event, memory, addition } = situation;
  const { hire, termination } = policy.lifecycle;
  if (event === 'termination' && termination.resetPassword) {
    return { mustChange: false, reason: eventReason(event, termination.place, addition) };
  }
  const known = memory.accounts.activeDirectory;
  const eligible = event === 'rehire' || (event === 'onboarding' && known?.origin === 'created');
  if (!eligible || hire.accountControl.smartCardRequired) return undefined;
  const template = mailsPassword(policy, event, input);
  if (template === undefined) return undefined;
  const reason = {
    text: `template "${template.name}" tells the person their password`,
    place: template.place,
  };
  return { mustChange: hire.accountControl.mustChangePassword, reason };
}
