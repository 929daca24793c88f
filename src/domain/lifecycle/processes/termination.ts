import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step, stepIf } from './build.ts';

/** The employment is over: access ends first, then memberships, place and profile follow. Forward only. */
export function termination(policy: Policy): Process {
  const rules = policy.lifecycle.termination;
  const { place } = rules;
  return build('termination', 'End access of a leaver', [
    [plan(policy)],
    [stepIf(rules.disable, policy, 'disableAccount', 'lifecycle.termination.disable is off', place)],
    [
      stepIf(
        rules.resetPassword,
        policy,
        'resetPassword',
        'lifecycle.termination.resetPassword is off',
        place,
      ),
    ],
    [
      stepIf(
        rules.groups !== 'keep',
        policy,
        'assignSecurityGroups',
        'lifecycle.termination.groups keeps memberships',
        place,
      ),
      stepIf(
        rules.distributionLists !== 'keep',
        policy,
        'assignDistributionLists',
        'lifecycle.termination.distributionLists keeps memberships',
        place,
      ),
    ],
    [
      stepIf(
        rules.organizationalUnit !== undefined,
        policy,
        'assignOrganizationalUnit',
        'lifecycle.termination names no organizational unit',
        place,
      ),
    ],
    [step(policy, 'updateProfile')],
    [stepIf(rules.clearManager, policy, 'setManager', 'lifecycle.termination.clearManager is off', place)],
    [notifications(policy, 'termination')],
  ]);
}
