import type { ChangeSecrets } from '../../contracts/ports.ts';
import { containerMissing } from '../../domain/directory/ensure.ts';
import { TenureError } from '../../domain/errors.ts';
import { assertPassword } from './password.ts';
import { passwordHash, type DirectoryStore, type StoredAccount } from './store.ts';
import type { DirectoryView } from './view.ts';

/** What the changes work on. */
export interface ChangeContext {
  readonly store: DirectoryStore;
  readonly view: DirectoryView;
  readonly joinAttributes: readonly string[];
  readonly windows: boolean;
}

/** @throws TenureError AD_PASSWORD_REFUSED when the secrets hold none */
export function requirePassword(secrets: ChangeSecrets): string {
  if (secrets.password !== undefined && secrets.password !== '') return secrets.password;
  throw new TenureError('AD_PASSWORD_REFUSED', 'the change needs a password');
}

/** The container in the store's spelling. @throws TenureError AD_CONTAINER_MISSING */
export function requireContainer(store: DirectoryStore, dn: string): string {
  const container = store.container(dn);
  if (container !== undefined) return container;
  throw containerMissing(dn);
}

/** The account no longer holds what the plan was made from. */
export function stale(accountId: string, what: string): TenureError {
  return new TenureError('AD_STALE', `account ${accountId}: ${what} changed since the plan was made`);
}

function accountNameOf(account: StoredAccount): string | undefined {
  return account.attributes.get('samaccountname')?.values[0];
}

/** @throws TenureError AD_PASSWORD_REFUSED when it does not meet the policy */
export function setPassword(
  context: ChangeContext,
  account: StoredAccount,
  password: string,
  must: boolean,
): void {
  assertPassword(password, accountNameOf(account), context.windows);
  account.passwordHash = passwordHash(account.id, password);
  account.mustChangePassword = must;
}

/** A live account or group that holds the name. */
export function liveHolder(store: DirectoryStore, attribute: string, value: string): string | undefined {
  const id = store.anyHolder(attribute, value);
  return id !== undefined && (store.accounts.has(id) || store.groups.has(id)) ? id : undefined;
}

/** The account that is to become the manager does not exist. */
export function managerMissing(): TenureError {
  return new TenureError('AD_MANAGER_MISSING', "the manager's account does not exist");
}
