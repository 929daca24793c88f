import { sameDn } from '../directory/dn.ts';
import { groupById } from '../directory/group-names.ts';
import type { AccountState } from '../directory/types.ts';
import { groupNames } from '../membership/desired.ts';
import {
  type AccountNames,
  candidatesForAccount,
  candidatesForCreation,
  wantsFixedNames,
  wantsRename,
} from '../naming/account-names.ts';
import { wantsCommonName } from '../naming/common-name.ts';
import type { Policy } from '../policy.ts';
import type { Desired } from './desired-state.ts';
import { createsAccount, goesAheadAnyway } from './stance.ts';

/** What has to be asked of the directory before the plan can be made. */
export interface Lookups {
  /** Container to be found: the account has to go there. Absent = it need not go anywhere. */
  readonly container?: string;
  /** Names for `DirectoryPort.resolveGroups`; empty = memberships do not change. */
  readonly groups: readonly string[];
  /** Person whose account becomes the manager. */
  readonly managerKey?: string;
  /** Whether names are needed: take the first of `nameCandidates` whose claims are free or the account's own. */
  readonly names: boolean;
}

const namesByPolicy = new WeakMap<Policy, readonly string[]>();

function configuredGroups(policy: Policy): readonly string[] {
  const known = namesByPolicy.get(policy);
  if (known !== undefined) return known;
  const names = [...new Set([...groupNames(policy.securityGroups), ...groupNames(policy.distributionLists)])];
  namesByPolicy.set(policy, names);
  return names;
}

function groupsOf(policy: Policy, desired: Desired): readonly string[] {
  const { securityGroups, distributionLists, restoredGroupIds } = desired;
  if (securityGroups.mode === 'keep' && distributionLists.mode === 'keep') return [];
  const names = configuredGroups(policy);
  return restoredGroupIds.length === 0 ? names : [...names, ...restoredGroupIds.map(groupById)];
}

/** Whether the plan needs account names: a new account, a rename, or names that the profile map fixes. */
export function needsNames(policy: Policy, desired: Desired, account: AccountState | undefined): boolean {
  if (account === undefined) return createsAccount(desired.event);
  if (goesAheadAnyway(desired.event) || (desired.stance !== 'staff' && desired.stance !== 'leave'))
    return false;
  const { profile } = desired;
  return (
    wantsFixedNames(policy, profile, account) ||
    wantsCommonName(profile, account) ||
    wantsRename(policy, profile, account)
  );
}

/** What to ask the directory for, given the account found (or none). Asks for nothing that the plan will not use. */
export function lookupsFor(policy: Policy, desired: Desired, account: AccountState | undefined): Lookups {
  const { event, organizationalUnit, manager } = desired;
  if (account === undefined && !createsAccount(event)) return { groups: [], names: false };
  const dn = organizationalUnit?.kind === 'decided' ? organizationalUnit.dn : undefined;
  const there = dn !== undefined && account !== undefined && sameDn(account.organizationalUnit, dn);
  return {
    ...(dn === undefined || there ? {} : { container: dn }),
    groups: groupsOf(policy, desired),
    ...(manager.kind === 'person' ? { managerKey: manager.key } : {}),
    names: needsNames(policy, desired, account),
  };
}

/**
 * Names for the account of a person, best first. A name may be taken when every one of its `claimsOf` is free or held
 * by the account itself; its common name is then made unique with `commonNames`.
 *
 * @throws TenureError PROFILE_INVALID when the suffix rule gives no domain name
 */
export function nameCandidates(
  policy: Policy,
  desired: Desired,
  account: AccountState | undefined,
): Iterable<AccountNames> {
  return account === undefined
    ? candidatesForCreation(policy, desired.profile)
    : candidatesForAccount(policy, desired.profile, account);
}
