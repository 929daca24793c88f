import type { AccountState } from '../directory/types.ts';
import type { DesiredProfile } from '../profile/desired-attributes.ts';
import { desiredText } from '../profile/desired-attributes.ts';

/** Windows takes at most 64 characters (active-directory 5). */
const MAX_LENGTH = 64;

/** Cuts without tearing a surrogate pair apart. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text.trim();
  const last = text.charCodeAt(length - 1);
  const torn = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, torn ? length - 1 : length).trim();
}

/**
 * The common name a person should have when nobody else has it: the mapped `cn`, else `displayName`, else given name
 * and surname; blanks squeezed, as the directory compares it (active-directory 4.1).
 */
export function commonNameOf(profile: DesiredProfile): string {
  const given = desiredText(profile, 'givenName') ?? '';
  const surname = desiredText(profile, 'sn') ?? '';
  const base = desiredText(profile, 'cn') ?? desiredText(profile, 'displayName') ?? `${given} ${surname}`;
  return cut(base.replaceAll('\u0000', '').replaceAll(/\s+/g, ' ').trim(), MAX_LENGTH);
}

function numbered(base: string, mark: string): string {
  const ending = ` (${mark})`;
  return `${cut(base, MAX_LENGTH - ending.length)}${ending}`;
}

/** Common names in order of preference: plain, with the logon-name prefix, with a number. All differ, all fit. */
export function* commonNames(base: string, prefix: string): Iterable<string> {
  if (base !== '') yield base;
  yield numbered(base, prefix.slice(0, 20));
  for (let number = 2; number <= 99; number++) yield numbered(base, String(number));
}

/** Whether an account's common name is the wanted one, or the wanted one made unique by an ending in brackets. */
export function fitsCommonName(base: string, actual: string): boolean {
  if (base === actual) return true;
  const ending = / \([^()]+\)$/.exec(actual)?.[0];
  if (ending === undefined) return false;
  return actual.slice(0, actual.length - ending.length) === cut(base, MAX_LENGTH - ending.length);
}

/** Whether the profile map fixes a common name that the account does not have. */
export function wantsCommonName(profile: DesiredProfile, account: AccountState): boolean {
  const mapped = profile.attributes.get('cn');
  if (mapped === undefined || mapped.apply === 'onCreate' || mapped.values.length === 0) return false;
  return !fitsCommonName(commonNameOf(profile), account.commonName);
}
