import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step } from './build.ts';

/** HR or the policy changed: profile, place in the tree, memberships and manager follow. */
export function profileChange(policy: Policy): Process {
  return build('profileChange', 'Bring the account in line with HR', [
    [plan(policy)],
    [step(policy, 'updateProfile')],
    [step(policy, 'assignOrganizationalUnit')],
    [step(policy, 'assignSecurityGroups'), step(policy, 'assignDistributionLists')],
    [step(policy, 'setManager')],
    [notifications(policy, 'profileChange')],
  ]);
}
