import type { Policy } from '../../policy.ts';
import type { LifecycleEvent, Process } from '../types.ts';
import { accountDeletion } from './account-deletion.ts';
import type { Situation } from './build.ts';
import { leave } from './leave.ts';
import { onboarding } from './onboarding.ts';
import { preboarding } from './preboarding.ts';
import { profileChange } from './profile-change.ts';
import { rehire } from './rehire.ts';
import { rescission } from './rescission.ts';
import { returnFromLeave } from './return-from-leave.ts';
import { scheduledTermination } from './scheduled-termination.ts';
import { termination } from './termination.ts';

export type { Situation } from './build.ts';

const processes: Readonly<Record<LifecycleEvent, (policy: Policy, situation: Situation) => Process>> = {
  preboarding,
  onboarding,
  profileChange,
  leave,
  returnFromLeave,
  scheduledTermination,
  termination,
  rehire,
  rescission,
  accountDeletion,
};

/** The process of a lifecycle event under the policy, as data. */
export function processOf(event: LifecycleEvent, policy: Policy, situation: Situation = {}): Process {
  return processes[event](policy, situation);
}
