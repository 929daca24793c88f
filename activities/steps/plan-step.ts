import { planPerson } from '../planning/plan-person.ts';
import type { StepInput, StepOutcome } from '../../src/contracts/activities.ts';
import type { AccountState } from '../../src/domain/directory/types.ts';
import type { AccountMemory } from '../../src/domain/lifecycle/types.ts';
import type { Planning } from '../planning/plan-person.ts';

/** Before these events the memory keeps what the directory holds, so that return, rehire and undo restore it. */
const rememberBefore: readonly string[] = ['leave', 'termination', 'rescission'];

/** The step `planChanges`: reads the directory and answers with the change plan. Writes nothing. */
export async function planStep(planning: Planning, input: StepInput): Promise<StepOutcome> {
  const { plan, account, waitingForManager } = await planPerson(planning, {
    record: input.record,
    memory: input.memory,
    event: input.case.event,
    now: input.now,
    ...(input.case.leaveKind === undefined ? {} : { leaveKind: input.case.leaveKind }),
  });
  const remember = account === undefined ? undefined : rememberAccount(input, account);
  return {
    changes: 0,
    plan,
    ...(plan.warnings.length === 0 ? {} : { warnings: plan.warnings }),
    ...(remember === undefined ? {} : { remember: { accounts: { activeDirectory: remember } } }),
    ...(waitingForManager === undefined ? {} : { waitingForManager }),
  };
}

/** What is new to the memory: an account that was found, and what it was like before access is taken away. */
function rememberAccount(input: StepInput, account: AccountState): AccountMemory | undefined {
  const known = input.memory.accounts.activeDirectory;
  const same = known?.id === account.id ? known : undefined;
  const wantsBefore = rememberBefore.includes(input.case.event) && same?.before === undefined;
  if (same !== undefined && !wantsBefore) return undefined;
  return {
    id: account.id,
    origin: same?.origin ?? 'adopted',
    ...(wantsBefore
      ? {
          before: {
            organizationalUnit: account.organizationalUnit,
            enabled: account.enabled,
            groupIds: account.groups.map((group) => group.id),
          },
        }
      : same?.before === undefined
        ? {}
        : { before: same.before }),
  };
}
