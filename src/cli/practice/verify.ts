import { createPeople, planPerson } from '../../../activities/index.ts';
import { isWithin } from '../../domain/directory/dn.ts';
import { planSummary } from '../../domain/plan/describe.ts';
import { describeFailure } from './failure-text.ts';
import type { Dependencies } from '../../../activities/index.ts';
import type { AccountState } from '../../domain/directory/types.ts';
import type { EmployeeView } from '../../contracts/messages.ts';
import type { LifecycleEvent, Phase } from '../../domain/lifecycle/types.ts';
import type { Engine } from './engine.ts';

/** Something in the directory that is not as the policy wants it. */
export interface Difference {
  readonly personKey?: string;
  readonly what: string;
}

/** Answer of {@link verifyDirectory}. */
export interface Verification {
  readonly checked: number;
  readonly differences: readonly Difference[];
}

/** The event whose plan says what an account must be like in a phase; none where there must be no account. */
const eventOfPhase: Readonly<Record<Phase, LifecycleEvent | undefined>> = {
  expected: undefined,
  preboarding: 'preboarding',
  active: 'profileChange',
  leaving: 'profileChange',
  leave: 'leave',
  terminated: 'termination',
  deleted: undefined,
};

/**
 * Reads the directory and compares it with what the policy says for every person, from HR's records as they are
 * now: nobody's plan may hold anything, access must fit the phase, nobody deleted or expected may have an account,
 * and no account may belong to nobody.
 * @param ownUnits DNs below which every account has to belong to somebody
 */
export async function verifyDirectory(engine: Engine, ownUnits: readonly string[]): Promise<Verification> {
  const { dependencies } = engine;
  const differences: Difference[] = [];
  const claimed = new Set<string>();
  for (const { personKey, view } of engine.people()) {
    const account = await accountOf(dependencies, view);
    if (account !== undefined) claimed.add(account.id);
    for (const what of await differencesOf(engine, view, account)) differences.push({ personKey, what });
  }
  for await (const { id, dn } of dependencies.directory.list()) {
    const own = ownUnits.some((unit) => isWithin(dn, unit));
    if (own && !claimed.has(id)) differences.push({ what: `${dn} belongs to nobody` });
  }
  return { checked: engine.people().length, differences };
}

async function accountOf(deps: Dependencies, view: EmployeeView): Promise<AccountState | undefined> {
  const known = view.memory.accounts.activeDirectory;
  return known === undefined ? undefined : deps.directory.read(known.id);
}

async function differencesOf(
  engine: Engine,
  view: EmployeeView,
  account: AccountState | undefined,
): Promise<readonly string[]> {
  const { phase } = view;
  const found = [...openQuestions(view)];
  const event = eventOfPhase[phase];
  if (event === undefined) {
    if (account !== undefined) found.push(`${phase}, but has the account ${account.dn}`);
    return found;
  }
  if (account === undefined) {
    const wasNeverMade = phase === 'terminated' && view.memory.accounts.activeDirectory === undefined;
    return wasNeverMade ? found : [...found, `${phase}, but has no account`];
  }
  const problems = [accessProblem(engine, view, account), await planProblem(engine, view, event, account)];
  return [...found, ...problems.filter((problem) => problem !== undefined)];
}

function openQuestions({ decision, attention: standing }: EmployeeView): readonly string[] {
  const attention = decision?.attention ?? standing;
  if (attention !== undefined) return [`in attention: ${attention.code}: ${attention.message}`];
  return decision === undefined ? [] : [`waits for a decision on ${decision.event}`];
}

/** What the policy would change, from HR's record as it is now. */
async function planProblem(
  engine: Engine,
  { personKey, memory }: EmployeeView,
  event: LifecycleEvent,
  account: AccountState,
): Promise<string | undefined> {
  const { dependencies } = engine;
  const record = await dependencies.hr.person(personKey);
  if (record === undefined) return 'HR does not know the person';
  const { leaveKind } = memory;
  const input = {
    record,
    memory,
    event,
    now: engine.now(),
    ...(leaveKind === undefined ? {} : { leaveKind }),
  };
  try {
    const people = createPeople(dependencies, Date.now);
    const { plan } = await planPerson({ ...dependencies, people }, input, account);
    return plan.operations.length === 0 ? undefined : `differs from the policy: ${planSummary(plan)}`;
  } catch (error) {
    return `cannot be planned: ${describeFailure(error)}`;
  }
}

/** Whether the account can be used just when the phase says so. */
function accessProblem(engine: Engine, view: EmployeeView, account: AccountState): string | undefined {
  const { lifecycle } = engine.dependencies.policy;
  const leave = view.memory.leaveKind === undefined ? undefined : lifecycle.leave[view.memory.leaveKind];
  const wanted: Readonly<Record<Phase, boolean | undefined>> = {
    expected: undefined,
    preboarding: lifecycle.hire.accountControl.enabled === 'onCreation',
    active: true,
    leaving: true,
    leave: leave?.account !== 'disable',
    // The plan of a termination compares it, by the rule for the reason of this leaver.
    terminated: undefined,
    deleted: undefined,
  };
  const expected = wanted[view.phase];
  if (expected === undefined || expected === account.enabled) return undefined;
  return `${view.phase}, but the account is ${account.enabled ? 'enabled' : 'disabled'}`;
}
