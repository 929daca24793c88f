import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications, plan, step } from './build.ts';

/** Retention is over: the account is removed. */
export function accountDeletion(policy: Policy): Process {
  return build('accountDeletion', 'Delete the account of a former employee', [
    [plan(policy)],
    [step(policy, 'deleteAccount')],
    [notifications(policy, 'accountDeletion')],
  ]);
}
