import type { AccountState } from '../directory/types.ts';
import type { AccountMemory, LifecycleEvent, Memory } from '../lifecycle/types.ts';

/** The account that a case plans for. */
export interface PlannedAccount {
  readonly event: LifecycleEvent;
  readonly caseId: string;
  readonly memory: Memory;
  /** As found when the case was planned. */
  readonly account: AccountState;
  /** Hash of the HR record that is planned for. */
  readonly recordHash: string;
}

/**
 * Whether the employment began on the leave that is planned now: onboarding left the account closed because of it, so
 * the account is to open when the person comes.
 */
function beganOnLeave({ event, memory, recordHash }: PlannedAccount): boolean {
  const last = memory.recent.at(-1);
  const begun = last?.event === 'onboarding' || last?.event === 'rehire';
  return event === 'leave' && begun && memory.applied?.recordHash === recordHash;
}

/**
 * What is to be remembered of an account that a case was planned for. `leave`, `termination` and `rescission` note what
 * the account was like before them, so that return and undo can restore it. Noted once: not again when the same case
 * plans again half-way, nor by a leave that follows a leave or a termination that ends one, because what they find is
 * not how the person worked.
 */
export function rememberAccount(planned: PlannedAccount): AccountMemory {
  const { event, caseId, memory, account } = planned;
  const known = memory.accounts.activeDirectory;
  const remembered: AccountMemory = known?.id === account.id ? known : { id: account.id, origin: 'adopted' };
  if (event !== 'leave' && event !== 'termination' && event !== 'rescission') return remembered;
  const noted = remembered.before;
  const away = memory.phase === 'leave' || memory.phase === 'terminated';
  if (noted !== undefined && (noted.caseId === caseId || away)) return remembered;
  const before = {
    organizationalUnit: account.organizationalUnit,
    enabled: account.enabled || beganOnLeave(planned),
    groupIds: account.groups.map(({ id }) => id),
    caseId,
  };
  return { ...remembered, before };
}
