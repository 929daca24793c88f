import { TenureError } from '../errors.ts';
import { parseDn, sameDn } from './dn.ts';
import { attributeProblem, commonNameProblem } from './limits.ts';
import type { AccountState, AttributeChange, Change } from './types.ts';

type CreateAccount = Extract<Change, { kind: 'createAccount' }>;

/** Whether two lists hold the same values; a directory keeps no order. */
export function sameValues(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  const sorted = right.toSorted();
  return left.toSorted().every((value, index) => value === sorted[index]);
}

/** The values of an attribute, its name compared without case; absent = none. */
export function valuesOf(
  attributes: Readonly<Record<string, readonly string[]>>,
  attribute: string,
): readonly string[] {
  const exact = attributes[attribute];
  if (exact !== undefined) return exact;
  const key = attribute.toLowerCase();
  for (const [name, values] of Object.entries(attributes)) {
    if (name.toLowerCase() === key) return values;
  }
  return [];
}

/** The attribute changes that still have to be written, given what the account holds. */
export interface ProfileDifference {
  readonly write: readonly AttributeChange[];
  /** Names of attributes that hold neither the old nor the new values. */
  readonly stale: readonly string[];
}

/** Compares planned attribute changes with what an account holds now. An empty text counts as absent. */
export function profileDifference(
  held: Readonly<Record<string, readonly string[]>>,
  changes: readonly AttributeChange[],
): ProfileDifference {
  const write: AttributeChange[] = [];
  const stale: string[] = [];
  for (const change of changes) {
    const actual = valuesOf(held, change.attribute);
    const before = change.before.filter((value) => value !== '');
    const after = change.after.filter((value) => value !== '');
    if (sameValues(actual, after)) continue;
    if (sameValues(actual, before)) write.push({ attribute: change.attribute, before, after });
    else stale.push(change.attribute);
  }
  return { write, stale };
}

/** The attributes a new account carries, empty values dropped (a directory refuses empty text). */
export function carriedAttributes(change: CreateAccount): ReadonlyMap<string, readonly string[]> {
  const carried = new Map<string, readonly string[]>();
  for (const [attribute, values] of Object.entries(change.attributes)) {
    const filled = values.filter((value) => value !== '');
    if (filled.length > 0) carried.set(attribute, filled);
  }
  return carried;
}

/**
 * Refuses values that Windows would refuse, before the first write; Samba accepts some of them (active-directory 8).
 * @throws TenureError AD_VALUE_REFUSED
 */
export function assertAcceptable(
  attributes: Iterable<readonly [string, readonly string[]]>,
  commonName?: string,
): void {
  const problem = commonName === undefined ? undefined : commonNameProblem(commonName);
  if (problem !== undefined) throw new TenureError('AD_VALUE_REFUSED', problem, { place: 'cn' });
  for (const [attribute, values] of attributes) {
    const refused = attributeProblem(attribute, values);
    if (refused !== undefined) throw new TenureError('AD_VALUE_REFUSED', refused, { place: attribute });
  }
}

/**
 * Whether an existing account is the one a creation is about: every join attribute that the creation carries has the
 * same value there, and it carries at least one.
 */
export function isOurs(
  held: Readonly<Record<string, readonly string[]>>,
  change: CreateAccount,
  joinAttributes: readonly string[],
): boolean {
  let carried = 0;
  for (const attribute of joinAttributes) {
    const wanted = valuesOf(change.attributes, attribute).filter((value) => value !== '');
    if (wanted.length === 0) continue;
    carried++;
    if (!sameValues(valuesOf(held, attribute), wanted)) return false;
  }
  return carried > 0;
}

/** What of an existing account differs from what a creation would have made; empty = as if just created. */
export function creationDifferences(account: AccountState, change: CreateAccount): readonly string[] {
  const different: string[] = [];
  if (account.commonName !== change.commonName) different.push('cn');
  if (!sameDn(account.organizationalUnit, change.organizationalUnit)) different.push('organizationalUnit');
  if (account.enabled !== change.enabled) different.push('enabled');
  for (const [attribute, values] of carriedAttributes(change)) {
    if (!sameValues(valuesOf(account.attributes, attribute), values)) different.push(attribute);
  }
  return different;
}

/** A name that a creation or a change needs and another object holds. Says no value: names are personal data. */
export function nameConflict(
  attribute: 'cn' | 'sAMAccountName' | 'userPrincipalName',
  container: string,
): TenureError {
  if (attribute === 'cn') {
    return new TenureError('AD_OBJECT_EXISTS', `another object in ${container} has the same common name`, {
      place: container,
    });
  }
  return new TenureError('AD_NAME_TAKEN', `another object of the domain has the same ${attribute}`, {
    place: attribute,
  });
}

/** The container that a change names does not exist. */
export function containerMissing(dn: string): TenureError {
  return new TenureError('AD_CONTAINER_MISSING', `${dn} does not exist`, { place: dn });
}

/**
 * Refuses a text that cannot name a container.
 * @throws TenureError AD_CONTAINER_MISSING
 */
export function assertContainerName(dn: string): void {
  if (parseDn(dn) === undefined) throw containerMissing(dn);
}

/**
 * Refuses a creation that no directory could carry out whole, before the first write.
 * @throws TenureError AD_VALUE_REFUSED, AD_PASSWORD_REFUSED, AD_CONTAINER_MISSING
 */
export function assertCreatable(change: CreateAccount, password: string | undefined): void {
  assertContainerName(change.organizationalUnit);
  assertAcceptable(carriedAttributes(change), change.commonName);
  if (valuesOf(change.attributes, 'sAMAccountName').every((value) => value === '')) {
    throw new TenureError('AD_VALUE_REFUSED', 'a new account needs a sAMAccountName', {
      place: 'sAMAccountName',
    });
  }
  if (change.enabled && (password === undefined || password === '')) {
    throw new TenureError('AD_PASSWORD_REFUSED', 'an account is never enabled without a password');
  }
}

/** The bits of userAccountControl that Tenure sets (active-directory 4). */
export const accountControl = {
  disabled: 0x2,
  normalAccount: 0x200,
  passwordNeverExpires: 0x10000,
  smartCardRequired: 0x40000,
} as const;

/** userAccountControl of a new account. */
export function initialAccountControl(change: CreateAccount): number {
  let bits: number = accountControl.normalAccount;
  if (!change.enabled) bits |= accountControl.disabled;
  if (change.passwordNeverExpires) bits |= accountControl.passwordNeverExpires;
  if (change.smartCardRequired) bits |= accountControl.smartCardRequired;
  return bits;
}
