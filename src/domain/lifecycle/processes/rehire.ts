import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step, stepIf, type Situation } from './build.ts';

/**
 * A former employee comes back to the same account: everything is worked out anew from HR, the password is
 * new, and the account opens last. An account that is gone is made again. Who comes
 * back into a leave that disables accounts is not enabled for the moment between.
 */
export function rehire(policy: Policy, situation: Situation): Process {
  const { leave } = situation;
  const enable = leave?.rule.account !== 'disable';
  return build('rehire', 'Bring back a former employee', [
    [plan(policy)],
    [step(policy, 'createAccount')],
    [step(policy, 'updateProfile')],
    [step(policy, 'assignOrganizationalUnit')],
    [step(policy, 'assignSecurityGroups'), step(policy, 'assignDistributionLists')],
    [step(policy, 'setManager')],
    [step(policy, 'resetPassword')],
    [
      stepIf(
        enable,
        policy,
        'enableAccount',
        `leave.${leave?.kind ?? ''} disables the account`,
        leave?.rule.place,
      ),
    ],
    [notifications(policy, 'rehire')],
  ]);
}
