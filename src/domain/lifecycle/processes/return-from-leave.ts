import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step } from './build.ts';

/** Back at work: what the leave took is given back, brought up to date with HR, and the account opens last. */
export function returnFromLeave(policy: Policy): Process {
  return build('returnFromLeave', 'Return from leave', [
    [plan(policy)],
    [step(policy, 'updateProfile')],
    [step(policy, 'assignOrganizationalUnit')],
    [step(policy, 'assignSecurityGroups'), step(policy, 'assignDistributionLists')],
    [step(policy, 'setManager')],
    [step(policy, 'enableAccount')],
    [notifications(policy, 'returnFromLeave')],
  ]);
}
