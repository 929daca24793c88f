import type { AccountState, Change, ChangeKind } from '../directory/types.ts';
import type { Reason, StepActivity } from '../lifecycle/types.ts';
import type { Operation } from './types.ts';

const steps: Readonly<Record<Exclude<ChangeKind, 'addToGroups' | 'removeFromGroups'>, StepActivity>> = {
  createAccount: 'createAccount',
  updateProfile: 'updateProfile',
  rename: 'updateProfile',
  move: 'assignOrganizationalUnit',
  enable: 'enableAccount',
  disable: 'disableAccount',
  resetPassword: 'resetPassword',
  setManager: 'setManager',
  deleteAccount: 'deleteAccount',
};

type AccountChange = Exclude<Change, { kind: 'addToGroups' | 'removeFromGroups' }>;

/** An operation on the account itself; `account` is absent while the same plan makes it. */
export function accountOperation(
  account: AccountState | undefined,
  change: AccountChange,
  reason: Reason,
): Operation {
  return {
    id: `activeDirectory/${change.kind}`,
    directory: 'activeDirectory',
    step: steps[change.kind],
    ...(account === undefined ? {} : { accountId: account.id }),
    change,
    reason,
  };
}

/** An operation on memberships; security groups and distribution lists are steps of their own. */
export function groupOperation(
  account: AccountState | undefined,
  section: 'securityGroups' | 'distributionLists',
  change: Extract<Change, { kind: 'addToGroups' | 'removeFromGroups' }>,
  reason: Reason,
): Operation {
  return {
    id: `activeDirectory/${change.kind}/${section}`,
    directory: 'activeDirectory',
    step: section === 'securityGroups' ? 'assignSecurityGroups' : 'assignDistributionLists',
    ...(account === undefined ? {} : { accountId: account.id }),
    change,
    reason,
  };
}
