import { rememberAccount } from '../../src/domain/plan/before.ts';
import { recordHash } from '../../src/domain/hr/record-hash.ts';
import { planPerson } from '../planning/plan-person.ts';
import type { StepInput, StepOutcome } from '../../src/contracts/activities.ts';
import type { Planning } from '../planning/plan-person.ts';

/** The step `planChanges`: reads the directory and answers with the change plan. Writes nothing. */
export async function planStep(planning: Planning, input: StepInput): Promise<StepOutcome> {
  const { plan, account, waitingForManager } = await planPerson(planning, {
    record: input.record,
    memory: input.memory,
    event: input.case.event,
    now: input.now,
    ...(input.case.leaveKind === undefined ? {} : { leaveKind: input.case.leaveKind }),
    ...(input.case.event === 'termination' ? { terminationReason: input.case.reason } : {}),
  });
  const { memory } = input;
  const remember =
    account === undefined
      ? undefined
      : rememberAccount({
          event: input.case.event,
          caseId: input.case.id,
          memory,
          account,
          recordHash: recordHash(input.record),
        });
  return {
    changes: 0,
    plan,
    ...(plan.warnings.length === 0 ? {} : { warnings: plan.warnings }),
    ...(remember === undefined ? {} : { remember: { accounts: { activeDirectory: remember } } }),
    ...(waitingForManager === undefined ? {} : { waitingForManager }),
  };
}
