import type { Applied, ChangeSecrets } from '../../contracts/ports.ts';
import {
  assertCreatable,
  carriedAttributes,
  creationDifferences,
  initialAccountControl,
  isOurs,
  nameConflict,
  valuesOf,
} from '../../domain/directory/ensure.ts';
import type { Change } from '../../domain/directory/types.ts';
import {
  liveHolder,
  managerMissing,
  requireContainer,
  setPassword,
  stale,
  type ChangeContext,
} from './context.ts';
import { assertPassword } from './password.ts';
import type { DirectoryStore } from './store.ts';

type CreateAccount = Extract<Change, { kind: 'createAccount' }>;

/** The object that stands in the way of a creation, with the name that it holds. */
function obstacle(
  store: DirectoryStore,
  change: CreateAccount,
): { readonly id: string; readonly attribute: 'cn' | 'sAMAccountName' | 'userPrincipalName' } | undefined {
  const atName = store.idAt(change.commonName, change.organizationalUnit);
  if (atName !== undefined) return { id: atName, attribute: 'cn' };
  for (const attribute of ['sAMAccountName', 'userPrincipalName'] as const) {
    for (const value of valuesOf(change.attributes, attribute)) {
      const id = liveHolder(store, attribute, value);
      if (id !== undefined) return { id, attribute };
    }
  }
  return undefined;
}

function adopt(
  context: ChangeContext,
  change: CreateAccount,
  found: NonNullable<ReturnType<typeof obstacle>>,
  secrets: ChangeSecrets,
): Applied {
  const account = context.store.accounts.get(found.id);
  const conflict = nameConflict(found.attribute, change.organizationalUnit);
  if (account === undefined) throw conflict;
  const state = context.view.account(account);
  if (!isOurs(state.attributes, change, context.joinAttributes)) throw conflict;
  const differences = creationDifferences(state, change);
  if (differences.length > 0) throw stale(account.id, differences.join(', '));
  if (secrets.password === undefined) return { accountId: account.id, writes: 0 };
  setPassword(context, account, secrets.password, change.mustChangePassword);
  return { accountId: account.id, writes: 1 };
}

/**
 * One new account, whole or not at all; an account that is ours already is adopted.
 * @throws TenureError AD_NAME_TAKEN, AD_OBJECT_EXISTS, AD_STALE, AD_CONTAINER_MISSING, AD_MANAGER_MISSING
 */
export function createAccount(
  context: ChangeContext,
  change: CreateAccount,
  secrets: ChangeSecrets,
): Applied {
  const { store } = context;
  assertCreatable(change, secrets.password);
  const container = requireContainer(store, change.organizationalUnit);
  const found = obstacle(store, change);
  if (found !== undefined) return adopt(context, change, found, secrets);
  if (change.manager !== undefined && !store.accounts.has(change.manager.id)) throw managerMissing();
  if (secrets.password !== undefined) {
    const name = valuesOf(change.attributes, 'sAMAccountName')[0];
    assertPassword(secrets.password, name, context.windows);
  }
  const attributes = [...carriedAttributes(change)];
  const account = store.addAccount({
    sid: store.newSid(),
    commonName: change.commonName,
    container,
    userAccountControl: initialAccountControl(change),
    mustChangePassword: true,
    adminCount: false,
    critical: false,
    attributes: new Map(attributes.map(([name, values]) => [name.toLowerCase(), { name, values }])),
    ...(change.manager === undefined ? {} : { managerId: change.manager.id }),
  });
  if (secrets.password !== undefined) {
    setPassword(context, account, secrets.password, change.mustChangePassword);
  }
  const { dn, enabled } = context.view.account(account);
  return { accountId: account.id, writes: 1, after: { dn, enabled, ...Object.fromEntries(attributes) } };
}
