import type { Applied, ChangeSecrets } from '../../contracts/ports.ts';
import { childDn, sameDn } from '../../domain/directory/dn.ts';
import {
  accountControl,
  assertAcceptable,
  assertContainerName,
  containerMissing,
  nameConflict,
  profileDifference,
  sameValues,
  valuesOf,
} from '../../domain/directory/ensure.ts';
import type { Change } from '../../domain/directory/types.ts';
import { TenureError } from '../../domain/errors.ts';
import type { HeldAccount } from './accounts.ts';
import type { WriteOutcome } from './client.ts';
import { createAccount } from './create.ts';
import { guidDn } from './entry.ts';
import { ldapCode, win32 } from './errors.ts';
import { anything } from './filters.ts';
import { changeGroups } from './memberships.ts';
import { replace, replacePassword, settle, stale, type WriteContext } from './writing.ts';

type Kind<K extends Change['kind']> = Extract<Change, { kind: K }>;

/** A name of the account that another object took between plan and write. */
async function takenByOther(
  context: WriteContext,
  account: HeldAccount,
  change: Kind<'updateProfile'>,
): Promise<TenureError | undefined> {
  for (const attribute of ['sAMAccountName', 'userPrincipalName'] as const) {
    const wanted = change.attributes.find(
      (entry) => entry.attribute.toLowerCase() === attribute.toLowerCase(),
    );
    const names = (wanted?.after ?? []).map((value) => ({ attribute, value }));
    // oxlint-disable-next-line no-await-in-loop -- two names, after a refusal only
    const holders = names.length === 0 ? [] : await context.accounts.taken(names);
    if (holders.some(({ holderId }) => holderId !== account.state.id)) {
      return nameConflict(attribute, account.state.organizationalUnit);
    }
  }
  return undefined;
}

async function updateProfile(
  context: WriteContext,
  account: HeldAccount,
  change: Kind<'updateProfile'>,
): Promise<Applied> {
  const accountId = account.state.id;
  assertAcceptable(change.attributes.map(({ attribute, after }) => [attribute, after]));
  const difference = profileDifference(account.state.attributes, change.attributes);
  if (difference.stale.length > 0) throw stale(accountId, difference.stale.join(', '));
  if (difference.write.length === 0) return { accountId, writes: 0 };
  const modifications = difference.write.map(({ attribute, after }) => replace(attribute, after));
  const outcome = await context.client.write((client) => client.modify(guidDn(accountId), modifications));
  if (outcome.kind === 'refused' && isUniquenessCode(outcome.refusal.code)) {
    const conflict = await takenByOther(context, account, change);
    if (conflict !== undefined) throw conflict;
  }
  const names = difference.write.map(({ attribute }) => attribute);
  await settle(outcome, {
    action: `writing ${names.join(', ')}`,
    place: names.join(', '),
    holds: async () => {
      const now = await context.accounts.held(accountId, names);
      return difference.write.every(({ attribute, after }) =>
        sameValues(valuesOf(now?.state.attributes ?? {}, attribute), after),
      );
    },
  });
  return {
    accountId,
    writes: 1,
    before: Object.fromEntries(difference.write.map(({ attribute, before }) => [attribute, before])),
    after: Object.fromEntries(difference.write.map(({ attribute, after }) => [attribute, after])),
  };
}

/** Samba answers 19 for a user principal name in use, 68 for an account name (active-directory 6). */
function isUniquenessCode(code: number): boolean {
  return code === ldapCode.alreadyExists || code === ldapCode.constraint;
}

async function rename(context: WriteContext, account: HeldAccount, change: Kind<'rename'>): Promise<Applied> {
  const { id: accountId, commonName, organizationalUnit } = account.state;
  if (commonName === change.after) return { accountId, writes: 0 };
  if (commonName !== change.before) throw stale(accountId, 'the common name');
  assertAcceptable([], change.after);
  const target = childDn('CN', change.after, organizationalUnit);
  const outcome = await context.client.write((client) => client.modifyDN(guidDn(accountId), target));
  if (outcome.kind === 'refused' && outcome.refusal.code === ldapCode.alreadyExists) {
    throw nameConflict('cn', organizationalUnit);
  }
  await settle(outcome, {
    action: 'renaming an account',
    holds: async () => (await context.accounts.held(accountId))?.state.commonName === change.after,
  });
  return {
    accountId,
    writes: 1,
    before: { commonName: change.before },
    after: { commonName: change.after },
  };
}

async function exists(context: WriteContext, dn: string): Promise<boolean> {
  const found = await context.client.search({
    base: dn,
    scope: 'base',
    filter: anything,
    attributes: ['objectGUID'],
  });
  return found.length > 0;
}

/** Samba answers 80 and Windows 32 when the target of a move does not exist (active-directory 6). */
async function refuseMove(context: WriteContext, outcome: WriteOutcome, target: string): Promise<void> {
  if (outcome.kind !== 'refused') return;
  const { code, win32: win32Code } = outcome.refusal;
  if (code === ldapCode.alreadyExists) throw nameConflict('cn', target);
  if (code !== ldapCode.noSuchObject && win32Code !== win32.parentMissing) return;
  if (await exists(context, target)) return;
  throw containerMissing(target);
}

async function move(context: WriteContext, account: HeldAccount, change: Kind<'move'>): Promise<Applied> {
  const { id: accountId, commonName, organizationalUnit } = account.state;
  if (sameDn(organizationalUnit, change.after)) return { accountId, writes: 0 };
  if (!sameDn(organizationalUnit, change.before)) throw stale(accountId, 'the organizational unit');
  assertContainerName(change.after);
  const target = childDn('CN', commonName, change.after);
  const outcome = await context.client.write((client) => client.modifyDN(guidDn(accountId), target));
  await refuseMove(context, outcome, change.after);
  await settle(outcome, {
    action: `moving an account to ${change.after}`,
    place: change.after,
    holds: async () => {
      const now = await context.accounts.held(accountId);
      return now !== undefined && sameDn(now.state.organizationalUnit, change.after);
    },
  });
  return {
    accountId,
    writes: 1,
    before: { organizationalUnit },
    after: { organizationalUnit: change.after },
  };
}

async function setEnabled(context: WriteContext, account: HeldAccount, enabled: boolean): Promise<Applied> {
  const accountId = account.state.id;
  if (account.state.enabled === enabled) return { accountId, writes: 0 };
  // One bit of the value just read; the others belong to the administrators.
  const bits = String(account.userAccountControl ^ accountControl.disabled);
  const outcome = await context.client.write((client) =>
    client.modify(guidDn(accountId), [replace('userAccountControl', [bits])]),
  );
  await settle(outcome, {
    action: enabled ? 'enabling an account' : 'disabling an account',
    holds: async () => (await context.accounts.held(accountId))?.state.enabled === enabled,
  });
  return { accountId, writes: 1, before: { enabled: !enabled }, after: { enabled } };
}

async function resetPassword(
  context: WriteContext,
  account: HeldAccount,
  change: Kind<'resetPassword'>,
  secrets: ChangeSecrets,
): Promise<Applied> {
  const { id: accountId, mustChangePassword } = account.state;
  const { password } = secrets;
  if (password === undefined || password === '') {
    throw new TenureError('AD_PASSWORD_REFUSED', 'the change needs a password');
  }
  const modifications = [replacePassword(password)];
  if (change.mustChange) modifications.push(replace('pwdLastSet', ['0']));
  const send = (): Promise<WriteOutcome> =>
    context.client.write((client) => client.modify(guidDn(accountId), modifications));
  let outcome = await send();
  // Passwords cannot be read; setting the same one again is the only way to be sure.
  if (outcome.kind === 'unknown') outcome = await send();
  await settle(outcome, { action: 'setting a password', holds: async () => false });
  return {
    accountId,
    writes: 1,
    before: { mustChangePassword },
    after: { mustChangePassword: change.mustChange },
  };
}

async function managerDnOf(context: WriteContext, id: string): Promise<string> {
  const target = await context.accounts.held(id);
  if (target !== undefined) return target.state.dn;
  throw new TenureError('AD_MANAGER_MISSING', "the manager's account does not exist");
}

async function setManager(
  context: WriteContext,
  account: HeldAccount,
  change: Kind<'setManager'>,
): Promise<Applied> {
  const { id: accountId, managerDn: held = '' } = account.state;
  const target = change.after?.id;
  const wanted = target === undefined ? '' : await managerDnOf(context, target);
  if (sameDn(held, wanted)) return { accountId, writes: 0 };
  if (!sameDn(held, change.before ?? '')) throw stale(accountId, 'the manager');
  const values = target === undefined ? [] : [guidDn(target)];
  const outcome = await context.client.write((client) =>
    client.modify(guidDn(accountId), [replace('manager', values)]),
  );
  await settle(outcome, {
    action: 'writing the manager',
    place: 'manager',
    holds: async () => sameDn((await context.accounts.held(accountId))?.state.managerDn ?? '', wanted),
  });
  return { accountId, writes: 1, before: { manager: held }, after: { manager: wanted } };
}

async function deleteAccount(
  context: WriteContext,
  account: HeldAccount,
  change: Kind<'deleteAccount'>,
): Promise<Applied> {
  const { id: accountId, dn } = account.state;
  if (!sameDn(dn, change.dn)) throw stale(accountId, 'the place in the directory');
  const outcome = await context.client.write((client) => client.del(guidDn(accountId)));
  const result = await settle(outcome, {
    action: 'deleting an account',
    alreadySo: ({ code }) => code === ldapCode.noSuchObject,
    holds: async () => (await context.accounts.held(accountId)) === undefined,
  });
  return result === 'alreadySo' ? { accountId, writes: 0 } : { accountId, writes: 1, before: { dn } };
}

async function applyTo(
  context: WriteContext,
  account: HeldAccount,
  change: Exclude<Change, { kind: 'createAccount' }>,
  secrets: ChangeSecrets,
): Promise<Applied> {
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
 * Applies one change: reads, compares, writes the difference.
 * @throws TenureError AD_*
 */
export async function applyChange(
  context: WriteContext,
  accountId: string | undefined,
  change: Change,
  secrets: ChangeSecrets,
): Promise<Applied> {
  if (change.kind === 'createAccount') return createAccount(context, change, secrets);
  if (accountId === undefined) throw new TenureError('INTERNAL', `${change.kind} names no account`);
  const extra = change.kind === 'updateProfile' ? change.attributes.map(({ attribute }) => attribute) : [];
  const account = await context.accounts.held(accountId, extra);
  if (account === undefined) {
    if (change.kind === 'deleteAccount') return { accountId, writes: 0 };
    throw new TenureError('AD_OBJECT_MISSING', `account ${accountId} does not exist`);
  }
  const { protectedBy } = account.state;
  if (protectedBy !== undefined) {
    throw new TenureError('AD_PROTECTED', `account ${accountId} is protected: ${protectedBy}`);
  }
  return applyTo(context, account, change, secrets);
}
