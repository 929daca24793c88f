import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step, stepOfRule, type Situation } from './build.ts';

/** The employment is over: access ends first, then memberships, place and profile follow. Forward only. */
export function termination(policy: Policy, situation: Situation): Process {
  const rule = situation.termination ?? policy.lifecycle.termination;
  return build('termination', 'End access of a leaver', [
    [plan(policy)],
    [stepOfRule(rule.disable, policy, rule, 'disableAccount', 'disable is off')],
    [stepOfRule(rule.resetPassword, policy, rule, 'resetPassword', 'resetPassword is off')],
    [
      stepOfRule(rule.groups !== 'keep', policy, rule, 'assignSecurityGroups', 'groups keeps memberships'),
      stepOfRule(
        rule.distributionLists !== 'keep',
        policy,
        rule,
        'assignDistributionLists',
        'distributionLists keeps memberships',
      ),
    ],
    [
      stepOfRule(
        rule.organizationalUnit !== undefined,
        policy,
        rule,
        'assignOrganizationalUnit',
        'organizationalUnit is not named',
      ),
    ],
    [step(policy, 'updateProfile')],
    [stepOfRule(rule.clearManager, policy, rule, 'setManager', 'clearManager is off')],
    [notifications(policy, 'termination')],
  ]);
}
