import { valuesOf, sameValues } from '../directory/ensure.ts';
import type { AccountState, AttributeChange } from '../directory/types.ts';
import { sameDn } from '../directory/dn.ts';
import type { Reason } from '../lifecycle/types.ts';
import { withMappedAddress, withNewAddress } from '../naming/addresses.ts';
import { type AccountNames, wantsRename } from '../naming/account-names.ts';
import { commonNameOf, fitsCommonName, wantsCommonName } from '../naming/common-name.ts';
import type { Policy } from '../policy.ts';
import { type DesiredAttribute, namingAttributes } from '../profile/desired-attributes.ts';
import type { Desired } from './desired-state.ts';
import { accountOperation } from './operations.ts';
import { type PartReason, joinReasons } from './reasons.ts';
import type { Operation } from './types.ts';

/** Attributes whose values are distinguished names: spelling does not count (active-directory 4.1). */
const dnAttributes: ReadonlySet<string> = new Set(['assistant', 'secretary', 'seealso', 'managedby']);

/** One attribute's new values with the rule that wants them. */
interface Wish {
  readonly attribute: string;
  readonly values: readonly string[];
  readonly reason: Reason;
}

function isSame(key: string, left: readonly string[], right: readonly string[]): boolean {
  const [first, second] = [left[0], right[0]];
  const single = left.length === 1 && right.length === 1 && first !== undefined && second !== undefined;
  if (!single) return sameValues(left, right);
  return first === second || (dnAttributes.has(key) && sameDn(first, second));
}

function ruleReason({ values, place }: DesiredAttribute): Reason {
  const text = values.length === 0 ? 'empty in HR, cleared by the profile map' : 'profile map';
  return { text, ...(place === undefined ? {} : { place }) };
}

/** The whole list of proxy addresses: mapped and, after a change of the mail address, the old one as alias. */
function addressWish(
  policy: Policy,
  desired: Desired,
  account: AccountState,
  newMail: string | undefined,
): Wish | undefined {
  const mapped = desired.profile.attributes.get('proxyaddresses');
  const usable = mapped !== undefined && mapped.apply !== 'onCreate' ? mapped : undefined;
  if (usable === undefined && newMail === undefined) return undefined;
  let values = valuesOf(account.attributes, 'proxyAddresses');
  let reason: Reason = usable === undefined ? { text: 'profile map' } : ruleReason(usable);
  if (newMail !== undefined && policy.profile.names.onNameChange === 'renameWithAlias') {
    values = withNewAddress(values, valuesOf(account.attributes, 'mail')[0], newMail);
    reason = { text: 'the old address stays as alias', place: policy.profile.names.place };
  }
  const text = usable?.values[0];
  if (text !== undefined) values = withMappedAddress(values, text);
  return { attribute: 'proxyAddresses', values, reason };
}

function differsFromAccount(
  account: AccountState,
  attribute: string,
  value: string | undefined,
): value is string {
  return value !== undefined && value !== '' && value !== valuesOf(account.attributes, attribute)[0];
}

function nameWishes(policy: Policy, desired: Desired, account: AccountState, names: AccountNames): Wish[] {
  const wishes: Wish[] = [];
  for (const attribute of ['sAMAccountName', 'userPrincipalName', 'mail'] as const) {
    const value = names[attribute];
    if (!differsFromAccount(account, attribute, value)) continue;
    const mapped = desired.profile.attributes.get(attribute.toLowerCase());
    const reason =
      mapped === undefined
        ? { text: 'new names after a change of name', place: policy.profile.names.place }
        : ruleReason(mapped);
    wishes.push({ attribute, values: [value], reason });
  }
  return wishes;
}

function mapWishes(desired: Desired): Wish[] {
  const wishes: Wish[] = [];
  for (const [key, wanted] of desired.profile.attributes) {
    const cleared = wanted.values.length === 0;
    if (wanted.apply === 'onCreate' || key === 'proxyaddresses') continue;
    if (namingAttributes.has(key) && !(key === 'mail' && cleared)) continue;
    wishes.push({ attribute: wanted.attribute, values: wanted.values, reason: ruleReason(wanted) });
  }
  return wishes;
}

function personKeyWish(policy: Policy, desired: Desired): Wish | undefined {
  const attribute = policy.join.personKeyAttribute;
  if (attribute === undefined) return undefined;
  return { attribute, values: [desired.personKey], reason: { text: 'ties the account to the person key' } };
}

/** Every attribute of an existing account that differs, as one change: a directory writes it whole or not at all. */
function attributeOperation(
  policy: Policy,
  desired: Desired,
  account: AccountState,
  names: AccountNames | undefined,
): Operation | undefined {
  const named = names === undefined ? [] : nameWishes(policy, desired, account, names);
  const newMail = named.find(({ attribute }) => attribute === 'mail')?.values[0];
  const wishes = [
    ...mapWishes(desired),
    ...named,
    addressWish(policy, desired, account, newMail),
    personKeyWish(policy, desired),
  ];
  const changes: AttributeChange[] = [];
  const reasons: PartReason[] = [];
  for (const wish of wishes) {
    if (wish === undefined) continue;
    const before = valuesOf(account.attributes, wish.attribute);
    if (isSame(wish.attribute.toLowerCase(), before, wish.values)) continue;
    changes.push({ attribute: wish.attribute, before, after: wish.values });
    reasons.push({ part: wish.attribute, reason: wish.reason });
  }
  if (changes.length === 0) return undefined;
  return accountOperation(account, { kind: 'updateProfile', attributes: changes }, joinReasons(reasons));
}

/**
 * The common name follows a mapped `cn` always, and `displayName` when the person gets new names; an ending in brackets
 * that made it unique is left alone.
 */
function renameOperation(
  policy: Policy,
  desired: Desired,
  account: AccountState,
  names: AccountNames | undefined,
): Operation | undefined {
  const mapped = desired.profile.attributes.get('cn');
  if (names === undefined) return undefined;
  const follows = wantsCommonName(desired.profile, account);
  if (!follows && !wantsRename(policy, desired.profile, account)) return undefined;
  if (fitsCommonName(commonNameOf(desired.profile), account.commonName)) return undefined;
  const reason =
    follows && mapped !== undefined
      ? ruleReason(mapped)
      : { text: 'new names after a change of name', place: policy.profile.names.place };
  const change = { kind: 'rename', before: account.commonName, after: names.commonName } as const;
  return accountOperation(account, change, reason);
}

/**
 * What has to be written so that an existing account carries the profile: the rename first, because the attributes that
 * it follows from are written after it and a run that ended between the two finds it still to be done.
 */
export function profileOperations(
  policy: Policy,
  desired: Desired,
  account: AccountState,
  names: AccountNames | undefined,
): readonly Operation[] {
  const operations = [
    renameOperation(policy, desired, account, names),
    attributeOperation(policy, desired, account, names),
  ];
  return operations.filter((operation) => operation !== undefined);
}
