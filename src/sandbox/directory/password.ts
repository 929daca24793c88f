import { TenureError } from '../../domain/errors.ts';

const MINIMUM_LENGTH = 7;
const CATEGORIES_NEEDED = 3;

/** Upper case, lower case, digits, signs, other letters: how a domain counts categories of characters. */
const categories: readonly RegExp[] = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\d]/u, /\p{Lo}/u];

/**
 * The policy of a new domain: at least 7 characters of 3 categories (active-directory 2.3). Windows also refuses a
 * password that contains the logon name.
 * @throws TenureError AD_PASSWORD_REFUSED
 */
export function assertPassword(password: string, accountName: string | undefined, windows: boolean): void {
  const kinds = categories.filter((category) => category.test(password)).length;
  const named =
    windows &&
    accountName !== undefined &&
    accountName.length > 2 &&
    password.toLowerCase().includes(accountName.toLowerCase());
  if (password.length >= MINIMUM_LENGTH && kinds >= CATEGORIES_NEEDED && !named) return;
  throw new TenureError('AD_PASSWORD_REFUSED', 'the password does not meet the policy of the domain');
}
