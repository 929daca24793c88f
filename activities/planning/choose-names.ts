import { childDn } from '../../src/domain/directory/dn.ts';
import { claimsOf, namesExhausted } from '../../src/domain/naming/account-names.ts';
import { commonNames } from '../../src/domain/naming/common-name.ts';
import { nameCandidates } from '../../src/domain/plan/lookups.ts';
import type { DirectoryPort } from '../../src/contracts/ports.ts';
import type { AccountState } from '../../src/domain/directory/types.ts';
import type { AccountNames } from '../../src/domain/naming/account-names.ts';
import type { Desired } from '../../src/domain/plan/desired-state.ts';
import type { Policy } from '../../src/domain/policy.ts';

/**
 * The first candidate whose logon name, principal name and addresses no other object holds, with a common name
 * that is free in its container. Free now is not free for ever: the directory itself refuses the second of two
 * at the same moment, and the case then plans again.
 * @throws TenureError NAMES_EXHAUSTED
 */
export async function chooseNames(
  policy: Policy,
  directory: DirectoryPort,
  desired: Desired,
  account: AccountState | undefined,
  container: string,
): Promise<AccountNames> {
  for (const names of nameCandidates(policy, desired, account)) {
    const taken = await directory.taken(claimsOf(names));
    if (taken.some(({ holderId }) => holderId !== account?.id)) continue;
    return { ...names, commonName: await freeCommonName(directory, names, container, account) };
  }
  throw namesExhausted(policy, desired.personKey);
}

async function freeCommonName(
  directory: DirectoryPort,
  names: AccountNames,
  container: string,
  account: AccountState | undefined,
): Promise<string> {
  for (const commonName of commonNames(names.commonName, names.prefix)) {
    const dn = childDn('CN', commonName, container);
    const taken = await directory.taken([{ attribute: 'distinguishedName', value: dn }]);
    if (taken.every(({ holderId }) => holderId === account?.id)) return commonName;
  }
  return names.commonName;
}
