import { TenureError } from '../errors.ts';
import type { FormulaInput } from '../formula/types.ts';
import type { LifecycleEvent, Reason } from '../lifecycle/types.ts';
import type { MembershipMode } from '../membership/changes.ts';
import { type DesiredMemberships, desiredMemberships } from '../membership/desired.ts';
import { type DesiredPlacement, desiredOrganizationalUnit } from '../placement/organizational-unit.ts';
import { type Place, showPlace } from '../place.ts';
import type { MembershipRules, Policy } from '../policy.ts';
import { type DesiredProfile, desiredAttributes } from '../profile/desired-attributes.ts';
import { computeFormula, renderValue } from '../profile/values.ts';
import { type DesiredAccess, type DesiredPassword, desiredAccess, desiredPassword } from './access.ts';
import { type Stance, eventReason, goesAheadAnyway } from './stance.ts';
import { type DesiredInput, type Subject, formulaInput, leaverReason, openSubject } from './subject.ts';
import type { PlanWarning } from './types.ts';

export { type DesiredInput, formulaInput } from './subject.ts';

/** What the policy says about the memberships of one section. */
export interface DesiredSection {
  readonly mode: MembershipMode;
  readonly desired: DesiredMemberships;
  /** Why groups are taken away, when it is not the rules that no longer give them. */
  readonly removal?: Reason;
}

/** What the policy says about the manager. `unchanged`: nothing known, or nothing to be done at this event. */
export type DesiredManager =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'clear'; readonly reason: Reason }
  | { readonly kind: 'person'; readonly key: string; readonly reason: Reason };

/** What the policy says the directory should hold for a person, as far as no directory is needed to say it. */
export interface Desired {
  readonly personKey: string;
  readonly event: LifecycleEvent;
  readonly policyVersion: string;
  readonly stance: Stance;
  readonly profile: DesiredProfile;
  /** Absent = the account stays where it is. */
  readonly organizationalUnit?: DesiredPlacement;
  readonly securityGroups: DesiredSection;
  readonly distributionLists: DesiredSection;
  /** Ids of the groups held before a leave, to be given back. */
  readonly restoredGroupIds: readonly string[];
  readonly manager: DesiredManager;
  readonly access: DesiredAccess;
  /** A new password for an account that exists already. */
  readonly password?: DesiredPassword;
  /** Of an account that is to be deleted: why, and whether it must be disabled by then. */
  readonly deletion?: { readonly reason: Reason; readonly disabled: boolean };
  readonly warnings: readonly PlanWarning[];
}

const noMemberships: DesiredMemberships = { wanted: [], undecided: [], faults: [] };

function staffSection(rules: MembershipRules, mode: MembershipMode, input: FormulaInput): DesiredSection {
  return { mode, desired: desiredMemberships(rules, input) };
}

function removalSection(mode: MembershipMode, removal: Reason): DesiredSection {
  return { mode, desired: noMemberships, removal };
}

interface Sections {
  readonly securityGroups: DesiredSection;
  readonly distributionLists: DesiredSection;
}

function desiredSections(subject: Subject, input: FormulaInput): Sections {
  const { policy, stance, leave } = subject;
  const { change } = policy.lifecycle;
  if (stance === 'left') {
    const { rule } = subject.termination;
    const reason = leaverReason(subject);
    return {
      securityGroups: removalSection(rule.groups, reason),
      distributionLists: removalSection(rule.distributionLists, reason),
    };
  }
  if (stance === 'gone' || stance === 'untouched') {
    const kept: DesiredSection = { mode: 'keep', desired: noMemberships };
    return { securityGroups: kept, distributionLists: kept };
  }
  if (stance === 'leave' && leave.rule.groups === 'removeAll') {
    const section = removalSection('removeAll', eventReason('leave', leave.rule.place, leave.kind));
    return { securityGroups: section, distributionLists: section };
  }
  // On leave with `groups: keep` nothing is lost, whatever the rules say about somebody who is not there.
  const mode = stance === 'leave' ? 'addOnly' : change.groups;
  return {
    securityGroups: staffSection(policy.securityGroups, mode, input),
    distributionLists: staffSection(policy.distributionLists, mode, input),
  };
}

function fixedPlacement(dn: string | undefined, reason: Reason): DesiredPlacement | undefined {
  return dn === undefined ? undefined : { kind: 'decided', dn, reason };
}

function desiredPlacement(subject: Subject, input: FormulaInput): DesiredPlacement | undefined {
  const { policy, stance, leave } = subject;
  if (stance === 'left') {
    return fixedPlacement(subject.termination.rule.organizationalUnit, leaverReason(subject));
  }
  if (stance !== 'staff' && stance !== 'leave') return undefined;
  const byRules = desiredOrganizationalUnit(policy.organizationalUnits, input);
  if (stance === 'staff') return byRules;
  const reason = eventReason('leave', leave.rule.place, leave.kind);
  return fixedPlacement(leave.rule.organizationalUnit, reason) ?? byRules;
}

interface ManagerAnswer {
  readonly manager: DesiredManager;
  readonly warning?: PlanWarning;
}

function desiredManager(subject: Subject, input: FormulaInput): ManagerAnswer {
  const { policy, stance, event, record } = subject;
  const unchanged: ManagerAnswer = { manager: { kind: 'unchanged' } };
  if (event === 'termination' && subject.termination.rule.clearManager) {
    return { manager: { kind: 'clear', reason: leaverReason(subject) } };
  }
  const rule = policy.profile.manager;
  if (rule === undefined || (stance !== 'staff' && stance !== 'leave')) return unchanged;
  const computed = computeFormula(rule.formula, input);
  const at = showPlace(rule.place);
  if (!computed.ok) {
    const message = `manager rule at ${at}: ${computed.fault}; the manager stays as it is`;
    return { ...unchanged, warning: { code: 'FORMULA_FAULT', message } };
  }
  const key = renderValue(computed.value);
  if (key === '') return unchanged;
  if (key === record.personKey) {
    const message = `manager rule at ${at}: HR names the person as their own manager; the manager stays as it is`;
    return { ...unchanged, warning: { code: 'PROFILE_INVALID', message } };
  }
  const reason = { text: `manager is ${rule.formula.source}`, place: rule.place };
  return { manager: { kind: 'person', key, reason } };
}

function restoredGroupIds({ event, memory }: Subject): readonly string[] {
  if (event !== 'returnFromLeave') return [];
  return memory.accounts.activeDirectory?.before?.groupIds ?? [];
}

/** @throws TenureError PROFILE_INVALID naming every attribute that keeps the person from having an account */
function refuseBlocking(profile: DesiredProfile, personKey: string): void {
  const blocking = profile.problems.filter((problem) => problem.blocking);
  const first = blocking[0];
  if (first === undefined) return;
  const list = blocking.map(({ message, place }) => `${message} (${showPlace(place)})`).join('; ');
  throw new TenureError('PROFILE_INVALID', `${personKey}: ${list}`, {
    personKey,
    place: showPlace(first.place),
  });
}

/** A reason that cannot be judged is said wherever the rule for leavers decides. */
function leaverWarnings({ stance, termination }: Subject): PlanWarning[] {
  if (termination.fault === undefined || (stance !== 'left' && stance !== 'gone')) return [];
  const { code, message } = termination.fault;
  return [{ code, message: `${message}; the general rule for leavers is used` }];
}

function faultWarnings(
  faults: readonly { readonly message: string; readonly place: Place }[],
): PlanWarning[] {
  return faults.map(({ message }) => ({
    code: 'FORMULA_FAULT',
    message: `${message}; its groups stay as they are`,
  }));
}

function profileWarnings(profile: DesiredProfile): PlanWarning[] {
  return profile.problems.map(({ code, message, place }) => ({
    code,
    message: `${message} (${showPlace(place)}); the attribute stays as it is`,
  }));
}

/**
 * Desired state of one person for one lifecycle event. Pure: no directory is asked. What an event does:
 *
 * - `preboarding`, `onboarding`, `rehire`, `returnFromLeave`: the rules of steps 4 to 7;
 * - `profileChange`: the same, with the rule of the leave on top while on leave, the termination rules after the end;
 * - `leave`, `termination`, `rescission`: the rule of the leave, the termination rules; a faulty profile only warns,
 *   because taking access away must not wait;
 * - `scheduledTermination` changes nothing, `accountDeletion` nothing but the account's existence.
 *
 * @throws TenureError PROFILE_INVALID when a mandatory attribute has no usable value, naming attribute and place
 */
export function desiredState(policy: Policy, request: DesiredInput): Desired {
  const { record, event } = request;
  const subject = openSubject(policy, request);
  const { stance } = subject;
  const profile = desiredAttributes(policy, formulaInput(policy, record, request.now));
  if (!goesAheadAnyway(event)) refuseBlocking(profile, record.personKey);
  const sections = desiredSections(subject, profile.input);
  const { manager, warning } = desiredManager(subject, profile.input);
  const placement = desiredPlacement(subject, profile.input);
  const password = desiredPassword(subject, profile.input);
  const touched = stance !== 'gone' && stance !== 'untouched';
  return {
    personKey: record.personKey,
    event,
    policyVersion: policy.version,
    stance,
    profile,
    ...(placement === undefined ? {} : { organizationalUnit: placement }),
    ...sections,
    restoredGroupIds: restoredGroupIds(subject),
    manager,
    access: desiredAccess(subject),
    ...(password === undefined ? {} : { password }),
    ...(stance === 'gone'
      ? { deletion: { reason: leaverReason(subject), disabled: subject.termination.rule.disable } }
      : {}),
    warnings: touched
      ? [
          ...leaverWarnings(subject),
          ...profileWarnings(profile),
          ...faultWarnings(sections.securityGroups.desired.faults),
          ...faultWarnings(sections.distributionLists.desired.faults),
          ...(warning === undefined ? [] : [warning]),
        ]
      : leaverWarnings(subject),
  };
}
