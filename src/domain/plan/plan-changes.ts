import { valuesOf } from '../directory/ensure.ts';
import { sameDn } from '../directory/dn.ts';
import type { AccountState, ResolvedGroup } from '../directory/types.ts';
import { TenureError } from '../errors.ts';
import type { AccountNames } from '../naming/account-names.ts';
import { showPlace } from '../place.ts';
import type { Policy } from '../policy.ts';
import { creationOperation } from './creation.ts';
import type { Desired } from './desired-state.ts';
import { planDigest } from './digest.ts';
import { needsNames } from './lookups.ts';
import { type ManagerFound, managerOperations } from './manager.ts';
import { membershipOperations } from './membership-operations.ts';
import { accountOperation } from './operations.ts';
import { profileOperations } from './profile-changes.ts';
import { createsAccount, goesAheadAnyway } from './stance.ts';
import type { ChangePlan, Operation, PlanWarning } from './types.ts';

/** What the directory answered to the lookups. */
export interface Actual {
  /** The person's account; absent = the directory has none. */
  readonly account?: AccountState;
  /** By the names of `Lookups.groups`; absent = no such group. */
  readonly groups: ReadonlyMap<string, ResolvedGroup>;
  /** `Lookups.container` in the directory's spelling; absent = no such container. */
  readonly container?: string;
  /** The manager's account; `pending`: a person Tenure knows who has none yet; `none`: nobody Tenure knows. */
  readonly manager?: ManagerFound;
  /** Accounts of the same human under other person keys; only asked for when there is no account. */
  readonly doubles?: readonly { readonly personKey: string; readonly accountId: string }[];
  /** When `Lookups.names`: the candidate whose claims succeeded. */
  readonly names?: AccountNames;
}

interface Part {
  readonly operations: readonly Operation[];
  readonly warnings?: readonly PlanWarning[];
}

const nothing: Part = { operations: [] };

function missingContainer(desired: Desired, dn: string, place: string | undefined): TenureError {
  const { personKey } = desired;
  const at = place ?? dn;
  return new TenureError(
    'AD_CONTAINER_MISSING',
    `${personKey}: the directory has no container ${dn} (${at})`,
    {
      personKey,
      place: at,
    },
  );
}

function placement(
  desired: Desired,
  actual: Actual,
): { dn: string; reason: Operation['reason'] } | undefined {
  const wanted = desired.organizationalUnit;
  if (wanted === undefined || wanted.kind === 'undecided') return undefined;
  return actual.container === undefined ? undefined : { dn: actual.container, reason: wanted.reason };
}

function creationPart(policy: Policy, desired: Desired, actual: Actual): Part {
  const { personKey } = desired;
  const wanted = desired.organizationalUnit;
  if (wanted?.kind === 'undecided') {
    const place = showPlace(wanted.place);
    throw new TenureError('FORMULA_FAULT', `${personKey}: ${wanted.message}`, { personKey, place });
  }
  const place = wanted?.reason.place;
  const container = placement(desired, actual);
  if (container === undefined) {
    throw missingContainer(desired, wanted?.dn ?? '', place === undefined ? undefined : showPlace(place));
  }
  if (actual.names === undefined) throw namesNotClaimed(personKey);
  const manager = managerOperations(desired, undefined, actual.manager);
  const operation = creationOperation(policy, desired, actual.names, container.dn, manager.found);
  const memberships = membershipOperations(policy, desired, undefined, actual.groups);
  return {
    operations: [operation, ...memberships.operations],
    warnings: [...manager.warnings, ...memberships.warnings],
  };
}

/** A doubtful match waits for a decision and never makes a duplicate (architecture 7.5). */
function doubtOf({ doubles = [] }: Actual): string | undefined {
  if (doubles.length === 0) return undefined;
  const list = doubles.map(({ personKey, accountId }) => `${personKey} (account ${accountId})`).join(', ');
  return `HR knows the same human under another person key: ${list}; approve for a second account`;
}

function namesNotClaimed(personKey: string): TenureError {
  return new TenureError('INTERNAL', `${personKey}: the plan needs account names, and none were claimed`, {
    personKey,
  });
}

function movePart(desired: Desired, account: AccountState, actual: Actual): Part {
  const wanted = desired.organizationalUnit;
  if (wanted === undefined) return nothing;
  if (wanted.kind === 'undecided') {
    return {
      operations: [],
      warnings: [{ code: 'FORMULA_FAULT', message: `${wanted.message}; the account stays where it is` }],
    };
  }
  if (sameDn(account.organizationalUnit, wanted.dn)) return nothing;
  if (actual.container !== undefined) {
    if (sameDn(account.organizationalUnit, actual.container)) return nothing;
    const change = { kind: 'move', before: account.organizationalUnit, after: actual.container } as const;
    return { operations: [accountOperation(account, change, wanted.reason)] };
  }
  const { place } = wanted.reason;
  const error = missingContainer(desired, wanted.dn, place === undefined ? undefined : showPlace(place));
  // Falling back silently would hide it; but taking access away must not wait for a container (hire2retire 13).
  if (!goesAheadAnyway(desired.event)) throw error;
  return {
    operations: [],
    warnings: [{ code: error.code, message: `${error.message}; the account stays where it is` }],
  };
}

function accessWarning(account: AccountState, expected: boolean | undefined): PlanWarning[] {
  if (expected === undefined || account.enabled === expected) return [];
  return expected
    ? [
        {
          code: 'AD_ACCOUNT_DISABLED',
          message: 'the account is disabled, although the person works; it is left so',
        },
      ]
    : [
        {
          code: 'AD_ACCOUNT_ENABLED',
          message: 'the account is enabled, although it was disabled; it is left so',
        },
      ];
}

function accessPart(desired: Desired, account: AccountState): Part {
  const { access } = desired;
  if (access.kind === 'unchanged')
    return { operations: [], warnings: accessWarning(account, access.expected) };
  if (account.enabled === (access.kind === 'enable')) return nothing;
  return { operations: [accountOperation(account, { kind: access.kind }, access.reason)] };
}

function passwordPart(desired: Desired, account: AccountState): Part {
  const { password } = desired;
  if (password === undefined) return nothing;
  const change = { kind: 'resetPassword', mustChange: password.mustChange } as const;
  return { operations: [accountOperation(account, change, password.reason)] };
}

function deletionPart(
  personKey: string,
  { reason, disabled }: NonNullable<Desired['deletion']>,
  account: AccountState,
): Part {
  if (disabled && account.enabled) {
    const message = `${personKey}: the account ${account.id} is enabled, although it was disabled when the person left; it is not deleted`;
    throw new TenureError('AD_ACCOUNT_ENABLED', message, { personKey, place: account.id });
  }
  return { operations: [accountOperation(account, { kind: 'deleteAccount', dn: account.dn }, reason)] };
}

/**
 * Leavers lose access first (architecture 7); everybody else gets attributes, place and groups first and is let in last,
 * with the password set before the account is enabled, because Windows refuses it the other way (active-directory 6).
 */
function changeParts(
  policy: Policy,
  desired: Desired,
  account: AccountState,
  actual: Actual,
): readonly Part[] {
  const access = accessPart(desired, account);
  const password = passwordPart(desired, account);
  const memberships = membershipOperations(policy, desired, account, actual.groups);
  const move = movePart(desired, account, actual);
  const manager = managerOperations(desired, account, actual.manager);
  const withdrawn = desired.event === 'rescission';
  const profile = withdrawn
    ? nothing
    : { operations: profileOperations(policy, desired, account, actual.names) };
  if (desired.stance === 'left') return [access, password, memberships, move, profile, manager];
  return desired.access.kind === 'disable'
    ? [access, profile, move, memberships, manager]
    : [profile, move, memberships, manager, password, access];
}

function belongsToAnother(policy: Policy, desired: Desired, account: AccountState): boolean {
  const attribute = policy.join.personKeyAttribute;
  const key = attribute === undefined ? undefined : valuesOf(account.attributes, attribute)[0];
  return key !== undefined && key !== desired.personKey;
}

function refuseForeign(policy: Policy, desired: Desired, account: AccountState): void {
  const { personKey } = desired;
  if (belongsToAnother(policy, desired, account)) {
    const message = `${personKey}: the account ${account.id} carries the key of another person`;
    throw new TenureError('AD_AMBIGUOUS', message, { personKey, place: account.id });
  }
}

function refuseProtected(desired: Desired, account: AccountState, parts: readonly Part[]): void {
  if (account.protectedBy === undefined || parts.every(({ operations }) => operations.length === 0)) return;
  const { personKey } = desired;
  const message = `${personKey}: the account ${account.id} is protected (${account.protectedBy}); nothing was changed`;
  throw new TenureError('AD_PROTECTED', message, { personKey, place: account.id });
}

function partsForAccount(
  policy: Policy,
  desired: Desired,
  account: AccountState,
  actual: Actual,
): readonly Part[] {
  refuseForeign(policy, desired, account);
  if (actual.names === undefined && needsNames(policy, desired, account))
    throw namesNotClaimed(desired.personKey);
  const { deletion, personKey } = desired;
  const parts =
    deletion === undefined
      ? changeParts(policy, desired, account, actual)
      : [deletionPart(personKey, deletion, account)];
  refuseProtected(desired, account, parts);
  return parts;
}

/** Nobody to let go of is no change (hire2retire 13); somebody who should work and has no account is a question. */
function partsWithoutAccount(policy: Policy, desired: Desired, actual: Actual): readonly Part[] {
  const { event, personKey, stance } = desired;
  if (createsAccount(event)) return [creationPart(policy, desired, actual)];
  if (goesAheadAnyway(event) || stance === 'left') return [];
  throw new TenureError('AD_OBJECT_MISSING', `${personKey}: the directory has no account of the person`, {
    personKey,
  });
}

/**
 * Desired minus actual: everything that has to be written, in the order it has to be written, each operation with the
 * step that applies it, exact before and after values and the rule that wants it. The plan of an account that is as it
 * should be is empty (but for a password, which cannot be compared).
 *
 * - No account: `preboarding`, `onboarding` and `rehire` make one, in one operation that carries attributes, container,
 *   manager and flags; groups and lists are operations of their own.
 * - An account: changed where it differs, whoever made it.
 * - Missing groups, protected groups, a manager without account, an optional attribute without value: warnings.
 *
 * @throws TenureError AD_PROTECTED when a protected account would have to be changed
 * @throws TenureError AD_AMBIGUOUS when the account carries the key of another person
 * @throws TenureError AD_CONTAINER_MISSING when the container does not exist, except where access is taken away
 * @throws TenureError AD_OBJECT_MISSING when somebody who works has no account and the event makes none
 * @throws TenureError AD_ACCOUNT_ENABLED when an account to be deleted was enabled again
 * @throws TenureError FORMULA_FAULT when nobody can say where a new account belongs
 */
export function planChanges(policy: Policy, desired: Desired, actual: Actual): ChangePlan {
  const { account } = actual;
  const parts =
    desired.stance === 'untouched'
      ? []
      : account === undefined
        ? partsWithoutAccount(policy, desired, actual)
        : partsForAccount(policy, desired, account, actual);
  const operations = parts.flatMap((part) => part.operations);
  const doubt = operations.some(({ change }) => change.kind === 'createAccount')
    ? doubtOf(actual)
    : undefined;
  return {
    personKey: desired.personKey,
    event: desired.event,
    policyVersion: desired.policyVersion,
    operations,
    warnings: [
      ...desired.warnings,
      ...parts.flatMap((part) => part.warnings ?? []),
      ...(doubt === undefined ? [] : [{ code: 'HR_PERSON_DOUBLE', message: doubt }]),
    ],
    ...(doubt === undefined ? {} : { doubt }),
    digest: planDigest(desired.personKey, operations),
  };
}
