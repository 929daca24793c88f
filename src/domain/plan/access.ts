import type { FormulaInput } from '../formula/types.ts';
import type { LifecycleEvent, Reason } from '../lifecycle/types.ts';
import type { MailTemplate, Policy } from '../policy.ts';
import { computeFormula } from '../profile/values.ts';
import { accessOfPhase } from './stance.ts';
import { type Subject, leaverReason, subjectReason } from './subject.ts';

/** Whether the account may be used. `expected` only warns: nobody ordered drift to be repaired. */
export type DesiredAccess =
  | { readonly kind: 'enable' | 'disable'; readonly reason: Reason }
  | { readonly kind: 'unchanged'; readonly expected?: boolean };

/** A password that the account gets; the value is made where it is delivered. */
export interface DesiredPassword {
  readonly mustChange: boolean;
  readonly reason: Reason;
}

function accessAfterLeave(subject: Subject): DesiredAccess {
  const { memory, leave } = subject;
  const before = memory.accounts.activeDirectory?.before;
  const reason = subjectReason(subject, leave.rule.place);
  if (before?.enabled === true) return { kind: 'enable', reason };
  if (before === undefined && leave.rule.account === 'disable') return { kind: 'enable', reason };
  return { kind: 'unchanged', expected: true };
}

/** A profile change never switches access; what does not fit the phase is said. */
function accessOfPhaseOnly({ policy, memory, termination }: Subject): DesiredAccess {
  const expected = accessOfPhase(policy, memory, termination.rule);
  return { kind: 'unchanged', ...(expected === undefined ? {} : { expected }) };
}

function accessOnLeave(subject: Subject): DesiredAccess {
  const { rule } = subject.leave;
  if (rule.account === 'keep') return { kind: 'unchanged' };
  return { kind: 'disable', reason: subjectReason(subject, rule.place) };
}

function accessAfterTheEnd(subject: Subject): DesiredAccess {
  const { rule } = subject.termination;
  // A withdrawn hire never had a reason to log on, whatever the rule for leavers says.
  if (subject.event === 'termination' && !rule.disable) return { kind: 'unchanged' };
  return { kind: 'disable', reason: leaverReason(subject) };
}

function accessOnHire(subject: Subject): DesiredAccess {
  const { event, leave } = subject;
  const { hire } = subject.policy.lifecycle;
  // Who begins on a leave that disables accounts is not let in for the moment between.
  if (event !== 'preboarding' && leave.rule.account === 'disable') return { kind: 'unchanged' };
  if (event !== 'preboarding')
    return { kind: 'enable', reason: subjectReason(subject, hire.onboardAt.place) };
  if (hire.accountControl.enabled === 'onStartDate') return { kind: 'unchanged' };
  return { kind: 'enable', reason: subjectReason(subject, hire.createDaysAhead.place) };
}

function accessUnchanged(): DesiredAccess {
  return { kind: 'unchanged' };
}

const accessByEvent: Readonly<Record<LifecycleEvent, (subject: Subject) => DesiredAccess>> = {
  preboarding: accessOnHire,
  onboarding: accessOnHire,
  rehire: accessOnHire,
  profileChange: accessOfPhaseOnly,
  leave: accessOnLeave,
  returnFromLeave: accessAfterLeave,
  termination: accessAfterTheEnd,
  rescission: accessAfterTheEnd,
  scheduledTermination: accessUnchanged,
  accountDeletion: accessUnchanged,
};

/** Whether an event switches the account on or off. Events of other kinds never switch one on. */
export function desiredAccess(subject: Subject): DesiredAccess {
  return accessByEvent[subject.event](subject);
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
export function desiredPassword(subject: Subject, input: FormulaInput): DesiredPassword | undefined {
  const { policy, event, memory } = subject;
  const { hire } = policy.lifecycle;
  if (event === 'termination' && subject.termination.rule.resetPassword) {
    return { mustChange: false, reason: leaverReason(subject) };
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
