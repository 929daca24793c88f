import type { Policy } from '../../policy.ts';
import type { Process } from '../types.ts';
import { build, notifications } from './build.ts';

/** A last day in the future became known: people are told, nothing is changed in any directory. */
export function scheduledTermination(policy: Policy): Process {
  return build('scheduledTermination', 'Announce a last day', [
    [notifications(policy, 'scheduledTermination')],
  ]);
}
