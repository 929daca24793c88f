import type { Applied, ChangeSecrets } from '../../contracts/ports.ts';
import { sameDn } from '../../domain/directory/dn.ts';
import {
  accountControl,
  assertAcceptable,
  nameConflict,
  profileDifference,
} from '../../domain/directory/ensure.ts';
import type { Change, GroupRef } from '../../domain/directory/types.ts';
import { TenureError } from '../../domain/errors.ts';
import {
  liveHolder,
  managerMissing,
  requireContainer,
  requirePassword,
  setPassword,
  stale,
  type ChangeContext,
} from './context.ts';
import { createAccount } from './create.ts';
import type { StoredAccount, StoredGroup } from './store.ts';

type Kind<K extends Change['kind']> = Extract<Change, { kind: K }>;

function updateProfile(
  context: ChangeContext,
  account: StoredAccount,
  change: Kind<'updateProfile'>,
): Applied {
  const { store, view } = context;
  assertAcceptable(change.attributes.map(({ attribute, after }) => [attribute, after]));
  const difference = profileDifference(view.account(account).attributes, change.attributes);
  if (difference.stale.length > 0) throw stale(account.id, difference.stale.join(', '));
  if (difference.write.length === 0) return { accountId: account.id, writes: 0 };
  for (const attribute of ['sAMAccountName', 'userPrincipalName'] as const) {
    const wanted = difference.write.find(
      (entry) => entry.attribute.toLowerCase() === attribute.toLowerCase(),
    );
    const holder = wanted?.after
      .map((value) => liveHolder(store, attribute, value))
      .find((id) => id !== undefined && id !== account.id);
    if (holder !== undefined) throw nameConflict(attribute, account.container);
  }
  for (const { attribute, after } of difference.write) store.setAttribute(account, attribute, after);
  return {
    accountId: account.id,
    writes: 1,
    before: Object.fromEntries(difference.write.map(({ attribute, before }) => [attribute, before])),
    after: Object.fromEntries(difference.write.map(({ attribute, after }) => [attribute, after])),
  };
}

function rename(context: ChangeContext, account: StoredAccount, change: Kind<'rename'>): Applied {
  if (account.commonName === change.after) return { accountId: account.id, writes: 0 };
  if (account.commonName !== change.before) throw stale(account.id, 'the common name');
  assertAcceptable([], change.after);
  const holder = context.store.idAt(change.after, account.container);
  if (holder !== undefined && holder !== account.id) throw nameConflict('cn', account.container);
  context.store.relocate(account, change.after, account.container);
  return {
    accountId: account.id,
    writes: 1,
    before: { commonName: change.before },
    after: { commonName: change.after },
  };
}

function move(context: ChangeContext, account: StoredAccount, change: Kind<'move'>): Applied {
  if (sameDn(account.container, change.after)) return { accountId: account.id, writes: 0 };
  if (!sameDn(account.container, change.before)) throw stale(account.id, 'the organizational unit');
  const container = requireContainer(context.store, change.after);
  if (context.store.idAt(account.commonName, container) !== undefined) throw nameConflict('cn', container);
  const before = account.container;
  context.store.relocate(account, account.commonName, container);
  return {
    accountId: account.id,
    writes: 1,
    before: { organizationalUnit: before },
    after: { organizationalUnit: container },
  };
}

function setEnabled(context: ChangeContext, account: StoredAccount, enabled: boolean): Applied {
  const held = (account.userAccountControl & accountControl.disabled) === 0;
  if (held === enabled) return { accountId: account.id, writes: 0 };
  if (enabled && context.windows && account.passwordHash === undefined) {
    throw new TenureError(
      'AD_PASSWORD_REFUSED',
      `account ${account.id} has no password, so it stays disabled`,
    );
  }
  account.userAccountControl ^= accountControl.disabled;
  return { accountId: account.id, writes: 1, before: { enabled: held }, after: { enabled } };
}

function resetPassword(
  context: ChangeContext,
  account: StoredAccount,
  change: Kind<'resetPassword'>,
  secrets: ChangeSecrets,
): Applied {
  const before = { mustChangePassword: account.mustChangePassword };
  setPassword(context, account, requirePassword(secrets), change.mustChange);
  return { accountId: account.id, writes: 1, before, after: { mustChangePassword: change.mustChange } };
}

function setManager(context: ChangeContext, account: StoredAccount, change: Kind<'setManager'>): Applied {
  const { accounts } = context.store;
  const held = context.view.account(account).managerDn;
  if (change.after !== undefined && !accounts.has(change.after.id)) throw managerMissing();
  if (account.managerId === change.after?.id) return { accountId: account.id, writes: 0 };
  if (!sameDn(held ?? '', change.before ?? '')) throw stale(account.id, 'the manager');
  if (change.after === undefined) delete account.managerId;
  else account.managerId = change.after.id;
  const now = context.view.account(account).managerDn;
  return {
    accountId: account.id,
    writes: 1,
    before: { manager: held ?? '' },
    after: { manager: now ?? '' },
  };
}

function changeGroups(
  context: ChangeContext,
  account: StoredAccount,
  refs: readonly GroupRef[],
  adding: boolean,
): Applied {
  const warnings: { code: string; message: string }[] = [];
  const due: StoredGroup[] = [];
  for (const ref of refs) {
    const group = context.store.groups.get(ref.id);
    if (group === undefined) {
      warnings.push({ code: 'AD_GROUP_MISSING', message: `group ${ref.name} no longer exists` });
      continue;
    }
    const { protectedBy } = context.view.group(group);
    if (protectedBy !== undefined) throw protectedGroup(group.name, protectedBy);
    if (account.groupIds.has(group.id) !== adding) due.push(group);
  }
  for (const group of due) {
    if (adding) context.store.join(account, group);
    else context.store.leave(account, group);
  }
  const names = due.map(({ name }) => name);
  return {
    accountId: account.id,
    writes: due.length,
    ...(due.length === 0
      ? {}
      : { before: { groups: adding ? [] : names }, after: { groups: adding ? names : [] } }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

function protectedGroup(name: string, protectedBy: string): TenureError {
  return new TenureError('AD_PROTECTED', `group ${name} is protected: ${protectedBy}`, { place: name });
}

function deleteAccount(
  context: ChangeContext,
  account: StoredAccount,
  change: Kind<'deleteAccount'>,
): Applied {
  const dn = context.store.dnOf(account);
  if (!sameDn(dn, change.dn)) throw stale(account.id, 'the place in the directory');
  context.store.removeAccount(account);
  return { accountId: account.id, writes: 1, before: { dn } };
}

function applyToAccount(
  context: ChangeContext,
  account: StoredAccount,
  change: Exclude<Change, { kind: 'createAccount' }>,
  secrets: ChangeSecrets,
): Applied {
  switch (change.kind) {
    case 'updateProfile':
      return updateProfile(context, account, change);
    case 'rename':
      return rename(context, account, change);
    case 'move':
      return move(context, account, change);
    case 'enable':
      return setEnabled(context, account, true);
    case 'disable':
      return setEnabled(context, account, false);
    case 'resetPassword':
      return resetPassword(context, account, change, secrets);
    case 'setManager':
      return setManager(context, account, change);
    case 'addToGroups':
      return changeGroups(context, account, change.groups, true);
    case 'removeFromGroups':
      return changeGroups(context, account, change.groups, false);
    case 'deleteAccount':
      break;
  }
  return deleteAccount(context, account, change);
}

/**
 * Applies one change to the store at once and whole, or throws and changes nothing.
 * @throws TenureError AD_*
 */
export function applyChange(
  context: ChangeContext,
  accountId: string | undefined,
  change: Change,
  secrets: ChangeSecrets,
): Applied {
  if (change.kind === 'createAccount') return createAccount(context, change, secrets);
  if (accountId === undefined) throw new TenureError('INTERNAL', `${change.kind} names no account`);
  const account = context.store.accounts.get(accountId);
  if (account === undefined) {
    if (change.kind === 'deleteAccount') return { accountId, writes: 0 };
    throw new TenureError('AD_OBJECT_MISSING', `account ${accountId} does not exist`);
  }
  const { protectedBy } = context.view.account(account);
  if (protectedBy !== undefined) {
    throw new TenureError('AD_PROTECTED', `account ${accountId} is protected: ${protectedBy}`);
  }
  return applyToAccount(context, account, change, secrets);
}
