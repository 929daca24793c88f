import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step, stepIf } from './build.ts';

/**
 * A hire was withdrawn before its first day: the prepared account is closed in any case, also where the policy
 * leaves the accounts of leavers usable; memberships and place follow the rules for leavers.
 */
export function rescission(policy: Policy): Process {
  const rules = policy.lifecycle.termination;
  return build('rescission', 'Withdraw a hire', [
    [plan(policy)],
    [step(policy, 'disableAccount')],
    [step(policy, 'assignSecurityGroups'), step(policy, 'assignDistributionLists')],
    [
      stepIf(
        rules.organizationalUnit !== undefined,
        policy,
        'assignOrganizationalUnit',
        'lifecycle.termination names no organizational unit',
        rules.place,
      ),
    ],
    [notifications(policy, 'rescission')],
  ]);
}
