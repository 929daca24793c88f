import { TenureError } from '../../src/domain/errors.ts';
import { evaluate, standingNow } from '../../src/domain/lifecycle/evaluate.ts';
import { initialMemory } from '../../src/domain/lifecycle/memory.ts';
import { recordHash } from '../../src/domain/hr/record-hash.ts';
import { desiredState, formulaInput } from '../../src/domain/plan/desired-state.ts';
import { otherHolder } from '../planning/doubles.ts';
import { findAccount } from '../planning/find-account.ts';
import { planPerson } from '../planning/plan-person.ts';
import type { Standing } from '../../src/domain/lifecycle/standing.ts';
import type { AccountState } from '../../src/domain/directory/types.ts';
import type { HrRecord } from '../../src/domain/hr/record.ts';
import type { Evaluation, Memory } from '../../src/domain/lifecycle/types.ts';
import type { Planning } from '../planning/plan-person.ts';

/** What a run makes of somebody who has no workflow yet. */
export type FirstSight =
  /** Left before Tenure came, and nobody can log on as them: nothing to do. */
  | { readonly kind: 'past' }
  | {
      readonly kind: 'start';
      readonly memory: Memory;
      readonly evaluation: Evaluation;
      readonly adopted: boolean;
    };

/**
 * Looks at a person for the first time. An account that exists already is adopted: remembered with its
 * immutable id, and taken as applied when it is just as the policy wants it.
 *
 * @param returning HR listed the person as gone in an earlier run: a disabled account means a rehire, as it does
 *   when HR listed the same join value under another person key before. Somebody seen for the very first time with a
 *   disabled account was switched off by a human, and stays so.
 */
export async function firstSight(
  planning: Planning,
  record: HrRecord,
  now: number,
  returning: boolean,
): Promise<FirstSight> {
  const { policy } = planning;
  const account = await accountOf(planning, record, now);
  const memory = initialMemory();
  const standing = standingNow(policy, { record, memory, now });
  if (standing.kind === 'ended' && account?.enabled !== true) return { kind: 'past' };
  if (account === undefined || standing.kind === 'unclear')
    return start(planning, record, memory, now, false);
  const former = returning || (await otherHolder(planning, record, account, true)) !== undefined;
  const adopted = adopt(account, standing, former, formulaInput(policy, record, now).today);
  if (adopted.phase !== 'active' || standing.kind === 'ended')
    return start(planning, record, adopted, now, true);
  const settled = await isSettled(planning, record, adopted, account, now);
  const applied = settled
    ? { recordHash: recordHash(record), policyVersion: policy.version, at: now }
    : undefined;
  return start(planning, record, applied === undefined ? adopted : { ...adopted, applied }, now, true);
}

function start(
  planning: Planning,
  record: HrRecord,
  memory: Memory,
  now: number,
  adopted: boolean,
): FirstSight {
  const evaluation = evaluate(planning.policy, { record, memory, now, requests: [] });
  return { kind: 'start', memory, evaluation, adopted };
}

function adopt(
  account: AccountState,
  standing: Exclude<Standing, { kind: 'unclear' }>,
  returning: boolean,
  today: string,
): Memory {
  const { startDate } = standing;
  // A last day that HR still shows of an employment before this one has been dealt with.
  const lastDay = standing.kind === 'employed' ? standing.earlierLastDay : undefined;
  const known: Memory = {
    ...initialMemory(),
    accounts: { activeDirectory: { id: account.id, origin: 'adopted' } },
    ...(lastDay === undefined ? {} : { lastDay }),
  };
  if (returning && !account.enabled) return { ...known, phase: 'terminated' };
  const ahead = startDate !== undefined && startDate > today && standing.kind === 'employed';
  return {
    ...known,
    phase: ahead ? 'preboarding' : 'active',
    ...(startDate === undefined ? {} : { startDate }),
  };
}

/** The account by the rules of the policy; a record that gives no usable profile has none that could be found. */
async function accountOf(
  planning: Planning,
  record: HrRecord,
  now: number,
): Promise<AccountState | undefined> {
  const { policy, directory } = planning;
  try {
    const desired = desiredState(policy, { record, memory: initialMemory(), event: 'termination', now });
    const account = await findAccount(policy, directory, desired, initialMemory());
    if (account === undefined) return undefined;
    // That of another human with the same join value is not adopted; the person's own case says so.
    return (await otherHolder(planning, record, account, false)) === undefined ? account : undefined;
  } catch (error) {
    // Two accounts with the same value: the person's own case finds the same, and asks a human.
    if (error instanceof TenureError && error.code === 'AD_AMBIGUOUS') return undefined;
    throw error;
  }
}

async function isSettled(
  planning: Planning,
  record: HrRecord,
  memory: Memory,
  account: AccountState,
  now: number,
): Promise<boolean> {
  try {
    const { plan } = await planPerson(planning, { record, memory, event: 'profileChange', now }, account);
    return plan.operations.length === 0 && !plan.warnings.some(({ code }) => code === 'AD_MANAGER_MISSING');
  } catch (error) {
    // What hinders the plan is shown where a human can answer it: in the person's own case.
    if (error instanceof TenureError && !error.retryable) return false;
    throw error;
  }
}
