import { valuesOf } from '../directory/ensure.ts';
import type { AccountState } from '../directory/types.ts';
import { TenureError } from '../errors.ts';
import { personKeyAttribute } from '../hr/standard-attributes.ts';
import { showPlace } from '../place.ts';
import type { Policy } from '../policy.ts';
import type { DesiredProfile } from '../profile/desired-attributes.ts';
import { desiredText } from '../profile/desired-attributes.ts';
import { computeFormula, computeMapped, renderValue } from '../profile/values.ts';
import { commonNameOf } from './common-name.ts';
import { asciiText, prefixText } from './transliterate.ts';

/** The names of one account. All but the common name are unique in the whole directory, whatever their case. */
export interface AccountNames {
  /** Logon-name prefix: what stands before the suffix. */
  readonly prefix: string;
  /** At most 20 characters, none that Windows refuses, no final dot. */
  readonly sAMAccountName: string;
  readonly userPrincipalName: string;
  /** Absent when the profile map clears it. */
  readonly mail?: string;
  readonly commonName: string;
}

/** A name that must be free in the directory; the value is lower case, because directories compare without case. */
export interface NameClaim {
  readonly attribute: 'sAMAccountName' | 'userPrincipalName' | 'mail' | 'proxyAddresses';
  readonly value: string;
}

/** Longest logon name that Windows takes (active-directory 5). */
const MAX_LOGON_NAME = 20;
/** Longest local part of a mail address (RFC 5321 4.5.3.1.1). */
const MAX_PREFIX = 64;
const HIGHEST_NUMBER = 99;

function cutPrefix(text: string, length: number): string {
  return text.slice(0, length).replace(/\.+$/, '');
}

/** Cuts so that the number still fits. */
function withNumber(prefix: string, number: string, length: number): string {
  return `${cutPrefix(prefix, length - number.length)}${number}`;
}

/** Names that the profile map fixes; they win over generated ones. */
interface FixedNames {
  readonly sAMAccountName?: string;
  readonly userPrincipalName?: string;
  readonly mail?: string;
  readonly withoutMail: boolean;
}

function fixedNames(policy: Policy, profile: DesiredProfile): FixedNames {
  const table = policy.profile.names.transliterate;
  const logonName = desiredText(profile, 'sAMAccountName');
  const sAMAccountName = logonName && cutPrefix(prefixText(logonName, table), MAX_LOGON_NAME);
  const userPrincipalName = desiredText(profile, 'userPrincipalName');
  const mail = desiredText(profile, 'mail');
  return {
    ...(sAMAccountName ? { sAMAccountName } : {}),
    ...(userPrincipalName ? { userPrincipalName: asciiText(userPrincipalName, table) } : {}),
    ...(mail ? { mail } : {}),
    withoutMail: profile.attributes.get('mail')?.values.length === 0,
  };
}

/** The suffix with its `@`. @throws TenureError PROFILE_INVALID when the rule gives none for the person */
function suffixOf(policy: Policy, profile: DesiredProfile): string {
  const { names } = policy.profile;
  const computed = computeMapped(names.suffix, profile.input);
  const text = computed.ok ? renderValue(computed.value) : '';
  const suffix = text === '' || text.startsWith('@') ? text : `@${text}`;
  if (/^@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/.test(suffix)) return suffix;
  const why = computed.ok ? 'gives no domain name' : computed.fault;
  const personKey = renderValue(profile.input.values[personKeyAttribute] ?? null);
  throw new TenureError('PROFILE_INVALID', `${personKey}: profile.names.suffix ${why}`, {
    personKey,
    place: showPlace(names.place),
  });
}

/** Prefixes in order of preference: every candidate, then the last one with 2 to 99. */
function* prefixes(policy: Policy, profile: DesiredProfile): Iterable<{ stem: string; number: string }> {
  const { candidates, transliterate } = policy.profile.names;
  const seen = new Set<string>();
  let last = '';
  for (const { formula } of candidates) {
    const computed = computeFormula(formula, profile.input);
    const stem = computed.ok
      ? cutPrefix(prefixText(renderValue(computed.value), transliterate), MAX_PREFIX)
      : '';
    if (stem === '') continue;
    last = stem;
    if (seen.has(stem.toLowerCase())) continue;
    seen.add(stem.toLowerCase());
    yield { stem, number: '' };
  }
  if (last === '') return;
  for (let number = 2; number <= HIGHEST_NUMBER; number++) yield { stem: last, number: String(number) };
}

function namesFrom(
  fixed: FixedNames,
  suffix: string,
  commonName: string,
  part: { stem: string; number: string },
): AccountNames {
  const prefix = withNumber(part.stem, part.number, MAX_PREFIX);
  const mail = fixed.withoutMail ? undefined : (fixed.mail ?? `${prefix}${suffix}`);
  return {
    prefix,
    sAMAccountName: fixed.sAMAccountName ?? withNumber(part.stem, part.number, MAX_LOGON_NAME),
    userPrincipalName: fixed.userPrincipalName ?? `${prefix}${suffix}`,
    ...(mail === undefined ? {} : { mail }),
    commonName,
  };
}

function sameNamesKey(names: AccountNames): string {
  return `${names.sAMAccountName}|${names.userPrincipalName}|${names.mail ?? ''}`.toLowerCase();
}

/**
 * Names for a new account, best first, at most one per candidate and then the last candidate with 2 to 99; none is
 * repeated (ignoring case), all are ASCII and within the limits of Windows. Candidates that are empty or fault for this
 * person are passed over. Names that the profile map fixes are taken from there.
 *
 * The common name is the wanted one; whoever creates makes it unique with `commonNames`.
 *
 * @throws TenureError PROFILE_INVALID when the suffix rule gives no domain name
 */
export function* candidatesForCreation(policy: Policy, profile: DesiredProfile): Iterable<AccountNames> {
  const fixed = fixedNames(policy, profile);
  const commonName = commonNameOf(profile);
  const { sAMAccountName, userPrincipalName } = fixed;
  if (
    sAMAccountName !== undefined &&
    userPrincipalName !== undefined &&
    (fixed.mail !== undefined || fixed.withoutMail)
  ) {
    yield namesFrom(fixed, '', commonName, { stem: sAMAccountName, number: '' });
    return;
  }
  const suffix = suffixOf(policy, profile);
  const seen = new Set<string>();
  for (const part of prefixes(policy, profile)) {
    const names = namesFrom(fixed, suffix, commonName, part);
    const key = sameNamesKey(names);
    if (seen.has(key)) continue;
    seen.add(key);
    yield names;
  }
}

function held(account: AccountState, attribute: string): string | undefined {
  return valuesOf(account.attributes, attribute)[0];
}

function sameText(left: string | undefined, right: string | undefined): boolean {
  return left?.toLowerCase() === right?.toLowerCase();
}

/**
 * Whether the policy wants new names for an existing account: it says `renameWithAlias`, the person's given name or
 * surname is another one than the account holds, and no candidate of the new name gives the present principal name.
 */
export function wantsRename(policy: Policy, profile: DesiredProfile, account: AccountState): boolean {
  if (policy.profile.names.onNameChange !== 'renameWithAlias') return false;
  const changed = ['givenName', 'sn'].some((attribute) => {
    const desired = desiredText(profile, attribute);
    return desired !== undefined && desired !== held(account, attribute);
  });
  if (!changed) return false;
  const present = held(account, 'userPrincipalName');
  for (const names of candidatesForCreation(policy, profile)) {
    if (sameText(names.userPrincipalName, present)) return false;
  }
  return true;
}

/** Whether the profile map fixes a name that the account does not have. */
export function wantsFixedNames(policy: Policy, profile: DesiredProfile, account: AccountState): boolean {
  const fixed = fixedNames(policy, profile);
  return (['sAMAccountName', 'userPrincipalName', 'mail'] as const).some((attribute) => {
    const wanted =
      profile.attributes.get(attribute.toLowerCase())?.apply === 'onCreate' ? undefined : fixed[attribute];
    return wanted !== undefined && wanted !== held(account, attribute);
  });
}

/**
 * Names for an existing account, best first: what the profile map fixes, then new principal names and mail addresses
 * when the policy wants a rename, else what the account has. The logon name (`sAMAccountName`) of an existing account
 * changes only when the map fixes it.
 *
 * @throws TenureError PROFILE_INVALID when the suffix rule gives no domain name
 */
export function* candidatesForAccount(
  policy: Policy,
  profile: DesiredProfile,
  account: AccountState,
): Iterable<AccountNames> {
  const fixed = fixedNames(policy, profile);
  const present = held(account, 'userPrincipalName') ?? '';
  const sAMAccountName = fixed.sAMAccountName ?? held(account, 'sAMAccountName') ?? '';
  if (wantsRename(policy, profile, account)) {
    for (const names of candidatesForCreation(policy, profile)) yield { ...names, sAMAccountName };
    return;
  }
  const mail = fixed.mail ?? held(account, 'mail');
  yield {
    prefix: present.split('@')[0] ?? '',
    sAMAccountName,
    userPrincipalName: fixed.userPrincipalName ?? present,
    ...(mail === undefined || fixed.withoutMail ? {} : { mail }),
    commonName: commonNameOf(profile),
  };
}

/** What must be free (or the account's own) before the names are used. */
export function claimsOf(names: AccountNames): readonly NameClaim[] {
  const claims: NameClaim[] = [];
  if (names.sAMAccountName !== '')
    claims.push({ attribute: 'sAMAccountName', value: names.sAMAccountName.toLowerCase() });
  if (names.userPrincipalName !== '')
    claims.push({ attribute: 'userPrincipalName', value: names.userPrincipalName.toLowerCase() });
  if (names.mail === undefined) return claims;
  const mail = names.mail.toLowerCase();
  return [
    ...claims,
    { attribute: 'mail', value: mail },
    { attribute: 'proxyAddresses', value: `smtp:${mail}` },
  ];
}

/** The error for a person for whom no candidate is free; the place is the naming rule. */
export function namesExhausted(policy: Policy, personKey: string): TenureError {
  const { place, candidates } = policy.profile.names;
  return new TenureError(
    'NAMES_EXHAUSTED',
    `no free account name for ${personKey}: all ${candidates.length} candidates and their numbers are empty or taken`,
    { personKey, place: showPlace(place) },
  );
}
