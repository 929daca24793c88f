import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step, stepIf, type Situation } from './build.ts';

/**
 * The first day: the account becomes usable. Somebody who has none yet (late hire, no days ahead) gets it in
 * the same process; somebody whose account already exists is brought in line. Who begins on a leave that
 * disables accounts is not enabled for the moment between.
 */
export function onboarding(policy: Policy, situation: Situation): Process {
  const { leave } = situation;
  const enable = leave?.rule.account !== 'disable';
  return build('onboarding', 'Onboard a new employee', [
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
    [notifications(policy, 'onboarding')],
  ]);
}
