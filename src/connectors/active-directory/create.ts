import { Attribute } from 'ldapts';
import type { Applied, ChangeSecrets } from '../../contracts/ports.ts';
import { childDn } from '../../domain/directory/dn.ts';
import {
  assertCreatable,
  carriedAttributes,
  containerMissing,
  creationDifferences,
  initialAccountControl,
  isOurs,
  nameConflict,
  valuesOf,
} from '../../domain/directory/ensure.ts';
import type { AccountState, Change } from '../../domain/directory/types.ts';
import { TenureError } from '../../domain/errors.ts';
import { guidDn, guidText } from './entry.ts';
import { ldapCode, lostConnection, refusalError, type Refusal } from './errors.ts';
import { anything } from './filters.ts';
import { passwordValue, replace, replacePassword, settle, stale, type WriteContext } from './writing.ts';

type CreateAccount = Extract<Change, { kind: 'createAccount' }>;

const ACTION = 'creating an account';

function newEntry(change: CreateAccount, password: string | undefined): Attribute[] {
  const attributes = [
    new Attribute({ type: 'objectClass', values: ['top', 'person', 'organizationalPerson', 'user'] }),
    new Attribute({ type: 'userAccountControl', values: [String(initialAccountControl(change))] }),
  ];
  for (const [type, values] of carriedAttributes(change)) {
    attributes.push(new Attribute({ type, values: [...values] }));
  }
  if (password !== undefined) {
    attributes.push(new Attribute({ type: 'unicodePwd', values: [passwordValue(password)] }));
    if (change.mustChangePassword) attributes.push(new Attribute({ type: 'pwdLastSet', values: ['0'] }));
  }
  if (change.manager !== undefined) {
    attributes.push(new Attribute({ type: 'manager', values: [guidDn(change.manager.id)] }));
  }
  return attributes;
}

async function idAt(context: WriteContext, dn: string): Promise<string | undefined> {
  const [entry] = await context.client.search({
    base: dn,
    scope: 'base',
    filter: anything,
    attributes: ['objectGUID'],
  });
  const id = entry?.bytes('objectGUID');
  return id === undefined ? undefined : guidText(id);
}

interface Obstacle {
  readonly attribute: 'cn' | 'sAMAccountName' | 'userPrincipalName';
  readonly holderId: string;
}

/** The live object in the way of a creation: at its place, or holding one of its unique names. */
async function findObstacle(
  context: WriteContext,
  change: CreateAccount,
  dn: string,
): Promise<Obstacle | undefined> {
  const atPlace = await idAt(context, dn);
  if (atPlace !== undefined) return { attribute: 'cn', holderId: atPlace };
  for (const attribute of ['sAMAccountName', 'userPrincipalName'] as const) {
    const names = valuesOf(change.attributes, attribute).map((value) => ({ attribute, value }));
    // oxlint-disable-next-line no-await-in-loop -- two names, and the first hit decides
    for (const { holderId } of await context.accounts.taken(names)) {
      // oxlint-disable-next-line no-await-in-loop
      if ((await idAt(context, guidDn(holderId))) !== undefined) return { attribute, holderId };
    }
  }
  return undefined;
}

/** Gives an adopted account this attempt's password: the one of the attempt that made it is gone. */
async function renewPassword(
  context: WriteContext,
  account: AccountState,
  change: CreateAccount,
  password: string,
): Promise<void> {
  const modifications = [replacePassword(password)];
  if (change.mustChangePassword) modifications.push(replace('pwdLastSet', ['0']));
  const outcome = await context.client.write((client) => client.modify(guidDn(account.id), modifications));
  await settle(outcome, { action: 'setting the initial password', holds: async () => false });
}

async function adopt(
  context: WriteContext,
  change: CreateAccount,
  obstacle: Obstacle,
  password: string | undefined,
): Promise<Applied> {
  const extra = Object.keys(change.attributes);
  const held = await context.accounts.held(obstacle.holderId, extra);
  const conflict = nameConflict(obstacle.attribute, change.organizationalUnit);
  if (held === undefined) throw conflict;
  const { state } = held;
  if (!isOurs(state.attributes, change, context.settings.joinAttributes)) throw conflict;
  const differences = creationDifferences(state, change);
  if (differences.length > 0) throw stale(state.id, differences.join(', '));
  if (password === undefined) return { accountId: state.id, writes: 0 };
  await renewPassword(context, state, change, password);
  return { accountId: state.id, writes: 1 };
}

async function refused(context: WriteContext, change: CreateAccount, refusal: Refusal): Promise<TenureError> {
  const container = change.organizationalUnit;
  if (refusal.code === ldapCode.noSuchObject && (await idAt(context, container)) === undefined) {
    return containerMissing(container);
  }
  return refusalError(refusal, ACTION, container);
}

function created(accountId: string, dn: string, change: CreateAccount): Applied {
  const attributes = Object.fromEntries(carriedAttributes(change));
  return { accountId, writes: 1, after: { dn, enabled: change.enabled, ...attributes } };
}

/** A lost answer: the account that stands there now is the one just asked for, or somebody else's. */
async function afterLostAnswer(context: WriteContext, change: CreateAccount, dn: string): Promise<Applied> {
  const held = await context.accounts.at(dn, Object.keys(change.attributes));
  if (held === undefined) throw lostConnection(ACTION);
  const same =
    isOurs(held.state.attributes, change, context.settings.joinAttributes) &&
    creationDifferences(held.state, change).length === 0;
  if (!same) throw nameConflict('cn', change.organizationalUnit);
  return created(held.state.id, dn, change);
}

/**
 * Creates an account by one add that carries everything, so that it exists whole or not at all. When an object stands
 * in the way: an account of the same join value is adopted if it is as this change would have made it, with this
 * attempt's password; anything else is a conflict, and the caller plans again.
 * @throws TenureError AD_NAME_TAKEN, AD_OBJECT_EXISTS, AD_STALE, AD_CONTAINER_MISSING, AD_MANAGER_MISSING,
 *   AD_PASSWORD_REFUSED, AD_VALUE_REFUSED
 */
export async function createAccount(
  context: WriteContext,
  change: CreateAccount,
  secrets: ChangeSecrets,
): Promise<Applied> {
  assertCreatable(change, secrets.password);
  const dn = childDn('CN', change.commonName, change.organizationalUnit);
  const entry = newEntry(change, secrets.password);
  const outcome = await context.client.write((client) => client.add(dn, entry));
  if (outcome.kind === 'unknown') return afterLostAnswer(context, change, dn);
  if (outcome.kind === 'refused') {
    const { code } = outcome.refusal;
    const obstacle =
      code === ldapCode.alreadyExists || code === ldapCode.constraint
        ? await findObstacle(context, change, dn)
        : undefined;
    if (obstacle !== undefined) return adopt(context, change, obstacle, secrets.password);
    throw await refused(context, change, outcome.refusal);
  }
  const accountId = await idAt(context, dn);
  if (accountId === undefined) {
    throw new TenureError('AD_OBJECT_MISSING', 'the account vanished as soon as it was created');
  }
  return created(accountId, dn, change);
}
