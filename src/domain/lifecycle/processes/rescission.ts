import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step, stepOfRule, type Situation } from './build.ts';

/**
 * A hire was withdrawn before its first day: the prepared account is closed in any case, also where the policy
 * leaves the accounts of leavers usable; memberships and place follow the rules for leavers.
 */
export function rescission(policy: Policy, situation: Situation): Process {
  const rule = situation.termination ?? policy.lifecycle.termination;
  return build('rescission', 'Withdraw a hire', [
    [plan(policy)],
    [step(policy, 'disableAccount')],
    [step(policy, 'assignSecurityGroups'), step(policy, 'assignDistributionLists')],
    [
      stepOfRule(
        rule.organizationalUnit !== undefined,
        policy,
        rule,
        'assignOrganizationalUnit',
        'organizationalUnit is not named',
      ),
    ],
    [notifications(policy, 'rescission')],
  ]);
}
