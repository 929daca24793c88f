import { evaluate } from '../src/domain/lifecycle/evaluate.ts';
import { TenureError } from '../src/domain/errors.ts';
import { initialMemory } from '../src/domain/lifecycle/memory.ts';
import { createPeople } from './planning/people.ts';
import { firstSight } from './run/first-sight.ts';
import { planStep } from './steps/plan-step.ts';
import { applyOperations } from './steps/apply-operations.ts';
import { createAccount, deleteAccount, resetPassword } from './steps/accounts.ts';
import { sendNotifications } from './steps/notifications.ts';
import { recordDecision, recordHold, remindOfDecision } from './steps/decisions.ts';
import type { EmployeeActivities, FreshRecord, StepInput } from '../src/contracts/activities.ts';
import type { HrRecord } from '../src/domain/hr/record.ts';
import type { Memory } from '../src/domain/lifecycle/types.ts';
import type { Dependencies } from './dependencies.ts';
import type { Planning } from './planning/plan-person.ts';

/** The activities of the `employee` workflow: thin wrappers, the functions behind know nothing of Temporal. */
export function createEmployeeActivities(deps: Dependencies): EmployeeActivities {
  const people = createPeople(deps, Date.now);
  const apply = async (input: StepInput) => applyOperations(deps, input);
  return {
    evaluate: async ({ record, memory, now, requests }) =>
      evaluate(deps.policy, { record, memory, now, requests }),
    refreshRecord: async ({ person }) => refreshRecord(deps, person.personKey),
    recognisePerson: async ({ record, now }) => recognisePerson({ ...deps, people }, record, now),
    planChanges: async (input) => planStep({ ...deps, people }, input),
    createAccount: async (input) => createAccount(deps, input),
    updateProfile: apply,
    assignOrganizationalUnit: apply,
    assignSecurityGroups: apply,
    assignDistributionLists: apply,
    setManager: apply,
    enableAccount: apply,
    disableAccount: apply,
    resetPassword: async (input) => resetPassword(deps, input),
    deleteAccount: async (input) => deleteAccount(deps, input),
    sendNotifications: async (input) => sendNotifications(deps, input),
    recordDecision: async (input) => recordDecision(deps, input),
    recordHold: async (input) => recordHold(deps, input),
    remindOfDecision: async (input) => remindOfDecision(deps, input),
  };
}

/** Somebody who left before, and whom nobody can log on as, has nothing to be remembered. */
async function recognisePerson(
  planning: Planning,
  record: HrRecord,
  now: number,
): Promise<{ readonly memory: Memory }> {
  const sight = await firstSight(planning, record, now, false);
  return { memory: sight.kind === 'start' ? sight.memory : initialMemory() };
}

/** The person as HR sees them now. A record that cannot be used is an answer, not an error: the workflow waits. */
async function refreshRecord(deps: Dependencies, personKey: string): Promise<FreshRecord> {
  try {
    const record = await deps.hr.person(personKey);
    return record === undefined ? { kind: 'missing' } : { kind: 'record', record };
  } catch (error) {
    if (!(error instanceof TenureError) || error.code !== 'HR_RECORD_INVALID') throw error;
    return {
      kind: 'unusable',
      attention: { code: error.code, message: error.message, remedy: error.remedy },
    };
  }
}
