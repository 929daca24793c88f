import { childDn } from '../directory/dn.ts';
import type { Change } from '../directory/types.ts';
import { TenureError } from '../errors.ts';
import { planDigest } from './digest.ts';
import { accountOperation } from './operations.ts';
import type { ChangePlan, Operation } from './types.ts';

/** What must be known of the directory to undo a plan. */
export interface ReversalFacts {
  /** Id of the account that the plan's `createAccount` made. */
  readonly createdAccountId?: string;
  /** Ids of former managers by the DN that `setManager` replaced. */
  readonly managerIds?: ReadonlyMap<string, string>;
}

/** The way back: a plan of its own, and the operations that no plan brings back. */
export interface Reversal {
  readonly plan: ChangePlan;
  /** In the order in which they were applied: a password, a deleted account, a manager who no longer exists. */
  readonly irreversible: readonly Operation[];
}

function swapped(change: Change, facts: ReversalFacts): Change | undefined {
  if (change.kind === 'enable') return { kind: 'disable' };
  if (change.kind === 'disable') return { kind: 'enable' };
  if (change.kind === 'addToGroups') return { kind: 'removeFromGroups', groups: change.groups };
  if (change.kind === 'removeFromGroups') return { kind: 'addToGroups', groups: change.groups };
  if (change.kind === 'createAccount') {
    return { kind: 'deleteAccount', dn: childDn('CN', change.commonName, change.organizationalUnit) };
  }
  if (change.kind === 'setManager') return formerManager(change, facts);
  return swappedValues(change);
}

function swappedValues(change: Change): Change | undefined {
  if (change.kind === 'rename' || change.kind === 'move') {
    return { kind: change.kind, before: change.after, after: change.before };
  }
  if (change.kind !== 'updateProfile') return undefined;
  const attributes = change.attributes.map(({ attribute, before, after }) => ({
    attribute,
    before: after,
    after: before,
  }));
  return { kind: 'updateProfile', attributes };
}

function formerManager(
  change: Extract<Change, { kind: 'setManager' }>,
  { managerIds }: ReversalFacts,
): Change | undefined {
  const before = change.after?.dn;
  const now = before === undefined ? {} : { before };
  if (change.before === undefined) return { kind: 'setManager', ...now };
  const id = managerIds?.get(change.before);
  return id === undefined ? undefined : { kind: 'setManager', ...now, after: { id, dn: change.before } };
}

/** The account of an operation. @throws TenureError INTERNAL when the plan made it and nobody says which it is */
function accountOf(plan: ChangePlan, operation: Operation, facts: ReversalFacts): string {
  const id = operation.accountId ?? facts.createdAccountId;
  if (id !== undefined) return id;
  const { personKey } = plan;
  throw new TenureError('INTERNAL', `${personKey}: the account that the plan made is needed to undo it`, {
    personKey,
  });
}

/**
 * The plan that undoes a plan that was applied: opposite operations in opposite order, before and after exchanged, so
 * that it refuses (AD_STALE) where somebody has changed the account since. A creation is undone by deleting the account,
 * group memberships going with it. Whether a leaver may be let in again is for whoever asks to decide.
 *
 * @throws TenureError INTERNAL when the plan made an account and `createdAccountId` is missing
 */
export function reversePlan(plan: ChangePlan, facts: ReversalFacts = {}): Reversal {
  const operations: Operation[] = [];
  const irreversible: Operation[] = [];
  for (const operation of plan.operations) {
    const change = swapped(operation.change, facts);
    if (change === undefined) {
      irreversible.push(operation);
      continue;
    }
    const accountId = accountOf(plan, operation, facts);
    operations.unshift(reversed(operation, change, accountId));
  }
  return {
    plan: { ...plan, operations, warnings: [], digest: planDigest(plan.personKey, operations) },
    irreversible,
  };
}

function reversed(operation: Operation, change: Change, accountId: string): Operation {
  const reason = { ...operation.reason, text: `undo: ${operation.reason.text}` };
  if (change.kind !== 'addToGroups' && change.kind !== 'removeFromGroups') {
    return { ...accountOperation(undefined, change, reason), accountId };
  }
  const section = operation.step === 'assignSecurityGroups' ? 'securityGroups' : 'distributionLists';
  return { ...operation, id: `activeDirectory/${change.kind}/${section}`, accountId, change, reason };
}
