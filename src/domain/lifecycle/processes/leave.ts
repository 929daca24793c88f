import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step, stepIf, type Situation } from './build.ts';

/** A leave begins, or turns into a leave of another kind: access first, then what else the kind of leave asks for. */
export function leave(policy: Policy, situation: Situation): Process {
  const kind = situation.leave?.kind ?? '';
  const disable = situation.leave?.rule.account === 'disable';
  return build('leave', `Begin leave ${kind}`, [
    [plan(policy)],
    [
      stepIf(
        disable,
        policy,
        'disableAccount',
        `leave.${kind} keeps the account usable`,
        situation.leave?.rule.place,
      ),
    ],
    [step(policy, 'updateProfile')],
    [step(policy, 'assignOrganizationalUnit')],
    [step(policy, 'assignSecurityGroups'), step(policy, 'assignDistributionLists')],
    [step(policy, 'setManager')],
    [notifications(policy, 'leave')],
  ]);
}
