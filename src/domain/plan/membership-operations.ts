import type { AccountState, ResolvedGroup } from '../directory/types.ts';
import { type MembershipChanges, groupRef, idsOf, membershipChanges } from '../membership/changes.ts';
import { managedNames } from '../membership/desired.ts';
import type { MembershipChange } from '../membership/exclusive.ts';
import type { Policy } from '../policy.ts';
import type { Desired } from './desired-state.ts';
import { groupById } from '../directory/group-names.ts';
import { groupOperation } from './operations.ts';
import { joinReasons } from './reasons.ts';
import type { Operation, PlanWarning } from './types.ts';

type Section = 'securityGroups' | 'distributionLists';
type Groups = ReadonlyMap<string, ResolvedGroup>;

function wantedIds(desired: Desired, section: Section, groups: Groups): ReadonlySet<string> {
  const names = desired[section].desired.wanted.map(({ name }) => name);
  return idsOf(names, groups);
}

function restoredGroups(
  desired: Desired,
  groups: Groups,
): { found: ResolvedGroup[]; lost: readonly string[] } {
  const found: ResolvedGroup[] = [];
  const lost: string[] = [];
  for (const id of desired.restoredGroupIds) {
    const group = groups.get(groupById(id));
    if (group === undefined) lost.push(id);
    else found.push(group);
  }
  return { found, lost };
}

function changesOf(
  policy: Policy,
  desired: Desired,
  section: Section,
  actual: readonly ResolvedGroup[],
  groups: Groups,
): MembershipChanges {
  const other: Section = section === 'securityGroups' ? 'distributionLists' : 'securityGroups';
  const { mode, desired: memberships, removal } = desired[section];
  const named = idsOf(managedNames(policy[other]), groups);
  const kind = section === 'securityGroups' ? 'security' : 'distribution';
  return membershipChanges({
    section,
    rules: policy[section],
    desired: memberships,
    mode,
    ...(removal === undefined ? {} : { removal }),
    actual,
    groups,
    restored: restoredGroups(desired, groups).found.filter(
      (group) => group.kind === kind && !named.has(group.id),
    ),
    other: { named, wanted: wantedIds(desired, other, groups) },
  });
}

function operationOf(
  account: AccountState | undefined,
  section: Section,
  kind: 'addToGroups' | 'removeFromGroups',
  changes: readonly MembershipChange[],
): Operation[] {
  if (changes.length === 0) return [];
  const parts = changes.map(({ group, reason }) => ({ part: group.name, reason }));
  const groups = changes.map(({ group }) => groupRef(group));
  return [groupOperation(account, section, { kind, groups }, joinReasons(parts))];
}

/**
 * Removals before additions, so that an exclusive set never holds two even for a moment; one operation per section and
 * direction. `account` is absent while the same plan makes it.
 */
export function membershipOperations(
  policy: Policy,
  desired: Desired,
  account: AccountState | undefined,
  groups: Groups,
): { readonly operations: readonly Operation[]; readonly warnings: readonly PlanWarning[] } {
  const operations: Operation[] = [];
  const warnings: PlanWarning[] = [];
  const actual = account?.groups ?? [];
  for (const section of ['securityGroups', 'distributionLists'] as const) {
    if (desired[section].mode === 'keep') continue;
    const changes = changesOf(policy, desired, section, actual, groups);
    operations.push(
      ...operationOf(account, section, 'removeFromGroups', changes.remove),
      ...operationOf(account, section, 'addToGroups', changes.add),
    );
    warnings.push(...changes.warnings);
  }
  for (const id of restoredGroups(desired, groups).lost) {
    warnings.push({
      code: 'AD_GROUP_MISSING',
      message: `a group held before the leave no longer exists (${id})`,
    });
  }
  return { operations, warnings };
}
