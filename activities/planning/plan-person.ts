import { planChanges } from '../../src/domain/plan/plan-changes.ts';
import { desiredState } from '../../src/domain/plan/desired-state.ts';
import { lookupsFor } from '../../src/domain/plan/lookups.ts';
import { findAccount } from './find-account.ts';
import { chooseNames } from './choose-names.ts';
import { doublesOf, refuseDoubtfulAccount } from './doubles.ts';
import type { DirectoryPort } from '../../src/contracts/ports.ts';
import type { AccountState } from '../../src/domain/directory/types.ts';
import type { Desired, DesiredInput } from '../../src/domain/plan/desired-state.ts';
import type { Actual } from '../../src/domain/plan/plan-changes.ts';
import type { ManagerFound } from '../../src/domain/plan/manager.ts';
import type { ChangePlan } from '../../src/domain/plan/types.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { People } from './people.ts';

/** What planning one person needs; nothing of it writes. */
export interface Planning {
  readonly policy: Policy;
  readonly directory: DirectoryPort;
  readonly people: People;
}

/** The change plan of one person for one event, and what it was made from. */
export interface PersonPlan {
  readonly plan: ChangePlan;
  readonly desired: Desired;
  readonly account?: AccountState;
  /** Key of the manager whose account does not exist yet. */
  readonly waitingForManager?: string;
}

/**
 * Works out what has to be written for a person: desired state from policy and record, actual state from the
 * directory, the difference as a plan. Reads only; the same function serves the step `planChanges`, the
 * preview and the adoption of accounts that exist already.
 *
 * @param found the account when the caller has read it already (`null`: looked for, there is none)
 * @throws TenureError PROFILE_INVALID, NAMES_EXHAUSTED, AD_* (see {@link planChanges})
 */
export async function planPerson(
  planning: Planning,
  input: DesiredInput,
  found?: AccountState | null,
): Promise<PersonPlan> {
  const { policy } = planning;
  const desired = desiredState(policy, input);
  const account = await accountOf(planning, desired, input, found);
  await refuseDoubtfulAccount(planning, input, account);
  const { actual, waitingForManager } = await lookUp(planning, desired, account);
  const doubles = account === undefined ? await doublesOf(planning, input) : [];
  return {
    plan: planChanges(policy, desired, doubles.length === 0 ? actual : { ...actual, doubles }),
    desired,
    ...(account === undefined ? {} : { account }),
    ...(waitingForManager === undefined ? {} : { waitingForManager }),
  };
}

async function accountOf(
  { policy, directory }: Planning,
  desired: Desired,
  input: DesiredInput,
  found: AccountState | null | undefined,
): Promise<AccountState | undefined> {
  if (found === undefined) return findAccount(policy, directory, desired, input.memory);
  return found ?? undefined;
}

/** Asks the directory what the plan needs to know, and nothing else. */
async function lookUp(
  planning: Planning,
  desired: Desired,
  account: AccountState | undefined,
): Promise<{ readonly actual: Actual; readonly waitingForManager?: string }> {
  const { policy, directory } = planning;
  const {
    groups,
    container: wantedContainer,
    managerKey,
    names: wantsNames,
  } = lookupsFor(policy, desired, account);
  const container = await when(wantedContainer, async (dn) => directory.findContainer(dn));
  const manager = await when(managerKey, async (key) => findManager(planning, key));
  const home = container ?? account?.organizationalUnit;
  const names = await when(wantsNames ? home : undefined, async (dn) =>
    chooseNames(policy, directory, desired, account, dn),
  );
  const actual: Actual = {
    groups: groups.length === 0 ? new Map() : await directory.resolveGroups(groups),
    ...(account === undefined ? {} : { account }),
    ...(container === undefined ? {} : { container }),
    ...(manager === undefined ? {} : { manager }),
    ...(names === undefined ? {} : { names }),
  };
  const waits = manager === 'pending' && managerKey !== undefined;
  return { actual, ...(waits ? { waitingForManager: managerKey } : {}) };
}

async function when<T, R>(
  wanted: T | undefined,
  ask: (wanted: T) => Promise<R | undefined>,
): Promise<R | undefined> {
  return wanted === undefined ? undefined : ask(wanted);
}

/** The manager's account. Somebody HR does not know is `none`; two accounts are as good as none. */
async function findManager(planning: Planning, managerKey: string): Promise<ManagerFound> {
  const { policy, directory, people } = planning;
  const { attribute, personKeyAttribute } = policy.join;
  if (personKeyAttribute !== undefined) {
    const [account, second] = await directory.find(personKeyAttribute, managerKey);
    if (account !== undefined && second === undefined) return { id: account.id, dn: account.dn };
  }
  const value = await people.joinValueOf(managerKey);
  if (value === undefined) return 'none';
  const [account, second] = await directory.find(attribute, value);
  if (second !== undefined) return 'none';
  return account === undefined ? 'pending' : { id: account.id, dn: account.dn };
}
