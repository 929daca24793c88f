import { TenureError } from '../../src/domain/errors.ts';
import { desiredText } from '../../src/domain/profile/desired-attributes.ts';
import type { DirectoryPort } from '../../src/contracts/ports.ts';
import type { AccountState } from '../../src/domain/directory/types.ts';
import type { Memory } from '../../src/domain/lifecycle/types.ts';
import type { Desired } from '../../src/domain/plan/desired-state.ts';
import type { Policy } from '../../src/domain/policy.ts';

/**
 * The person's account: by the remembered id, then by the person key where the policy stores it, then by the
 * join attribute. The first that finds one wins; none is no error.
 * @throws TenureError AD_AMBIGUOUS when two accounts carry the value
 */
export async function findAccount(
  policy: Policy,
  directory: DirectoryPort,
  desired: Desired,
  memory: Memory,
): Promise<AccountState | undefined> {
  const known = memory.accounts.activeDirectory;
  if (known !== undefined) {
    const account = await directory.read(known.id);
    if (account !== undefined) return account;
  }
  const { attribute, personKeyAttribute } = policy.join;
  if (personKeyAttribute !== undefined) {
    const account = await only(directory, personKeyAttribute, desired.personKey, desired.personKey);
    if (account !== undefined) return account;
  }
  const value = desiredText(desired.profile, attribute);
  if (value === undefined || value === '') return undefined;
  return only(directory, attribute, value, desired.personKey);
}

async function only(
  directory: DirectoryPort,
  attribute: string,
  value: string,
  personKey: string,
): Promise<AccountState | undefined> {
  const found = await directory.find(attribute, value);
  if (found.length > 1) throw ambiguous(personKey, attribute, found.length);
  return found[0];
}

/** The error for a join value that several accounts carry. */
export function ambiguous(personKey: string, attribute: string, accounts: number): TenureError {
  return new TenureError(
    'AD_AMBIGUOUS',
    `${personKey}: ${accounts} accounts carry the person's ${attribute}; none of them is touched`,
    { personKey, place: attribute },
  );
}
