import { sameDn } from '../directory/dn.ts';
import type { AccountState } from '../directory/types.ts';
import type { Reason } from '../lifecycle/types.ts';
import type { Desired } from './desired-state.ts';
import { accountOperation } from './operations.ts';
import type { Operation, PlanWarning } from './types.ts';

/** The manager's account, or why there is none. */
export type ManagerFound = { readonly id: string; readonly dn: string } | 'pending' | 'none';

interface ManagerPart {
  /** For a new account: who becomes its manager. */
  readonly found?: { readonly id: string; readonly dn: string };
  readonly operations: readonly Operation[];
  readonly warnings: readonly PlanWarning[];
}

function warned(code: 'AD_MANAGER_MISSING' | 'PROFILE_INVALID', message: string): ManagerPart {
  return { operations: [], warnings: [{ code, message: `${message}; the manager stays as it is` }] };
}

const none: ManagerPart = { operations: [], warnings: [] };

function cleared(account: AccountState | undefined, reason: Reason): ManagerPart {
  if (account?.managerDn === undefined) return none;
  const change = { kind: 'setManager', before: account.managerDn } as const;
  return { operations: [accountOperation(account, change, reason)], warnings: [] };
}

function assigned(account: AccountState, manager: { id: string; dn: string }, reason: Reason): ManagerPart {
  const before = account.managerDn;
  if (before !== undefined && sameDn(before, manager.dn)) return none;
  const after = { id: manager.id, dn: manager.dn };
  const change = { kind: 'setManager', ...(before === undefined ? {} : { before }), after } as const;
  return { operations: [accountOperation(account, change, reason)], warnings: [] };
}

/**
 * The manager's account, when it can be named as manager of the account. One that does not exist yet is left for
 * when it does (a warning says so), and nobody becomes their own manager.
 */
export function managerOperations(
  desired: Desired,
  account: AccountState | undefined,
  manager: ManagerFound | undefined,
): ManagerPart {
  const wish = desired.manager;
  if (wish.kind === 'unchanged') return none;
  if (wish.kind === 'clear') return cleared(account, wish.reason);
  if (manager === undefined || manager === 'none') {
    return warned('AD_MANAGER_MISSING', `manager ${wish.key} is nobody whose account is known`);
  }
  if (manager === 'pending') return warned('AD_MANAGER_MISSING', `manager ${wish.key} has no account yet`);
  if (account === undefined) return { found: manager, operations: [], warnings: [] };
  if (manager.id === account.id) {
    return warned('PROFILE_INVALID', `manager ${wish.key} has the account of the person themselves`);
  }
  return assigned(account, manager, wish.reason);
}
