import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step, stepIf } from './build.ts';

/**
 * Some days before the first day the account is made with all it needs, so that mail and machine can be
 * prepared. It stays disabled until onboarding unless the policy enables accounts on creation.
 */
export function preboarding(policy: Policy): Process {
  const enableNow = policy.lifecycle.hire.accountControl.enabled === 'onCreation';
  return build('preboarding', 'Prepare the account of a new employee', [
    [plan(policy)],
    [step(policy, 'createAccount')],
    [step(policy, 'updateProfile')],
    [step(policy, 'assignOrganizationalUnit')],
    [step(policy, 'assignSecurityGroups'), step(policy, 'assignDistributionLists')],
    [step(policy, 'setManager')],
    [stepIf(enableNow, policy, 'enableAccount', 'the account is enabled on the first day')],
    [notifications(policy, 'preboarding')],
  ]);
}
