import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step } from './build.ts';

/**
 * A former employee comes back to the same account: everything is worked out anew from HR, the password is
 * new, and the account opens last. An account that is gone is made again.
 */
export function rehire(policy: Policy): Process {
  return build('rehire', 'Bring back a former employee', [
    [plan(policy)],
    [step(policy, 'createAccount')],
    [step(policy, 'updateProfile')],
    [step(policy, 'assignOrganizationalUnit')],
    [step(policy, 'assignSecurityGroups'), step(policy, 'assignDistributionLists')],
    [step(policy, 'setManager')],
    [step(policy, 'resetPassword')],
    [step(policy, 'enableAccount')],
    [notifications(policy, 'rehire')],
  ]);
}
