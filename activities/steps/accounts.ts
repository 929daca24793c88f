import { formulaInput } from '../../src/domain/plan/desired-state.ts';
import { makePassword } from '../passwords/passwords.ts';
import { deliver, passwordTemplates } from './notifications.ts';
import { applyOperation, outcomeOf, remembered } from './apply-operations.ts';
import type { StepInput, StepOutcome } from '../../src/contracts/activities.ts';
import type { Operation } from '../../src/domain/plan/types.ts';
import type { Dependencies } from '../dependencies.ts';
import type { AppliedOperation } from './apply-operations.ts';

/**
 * Creates the account with an initial password, and delivers the password by the templates that mention it,
 * all inside this activity: the password never enters history, log or journal.
 *
 * When the account is there already (an attempt before this one was interrupted), its password is unknown; if
 * somebody has to be told it, it is set anew.
 */
export async function createAccount(deps: Dependencies, input: StepInput): Promise<StepOutcome> {
  const done: AppliedOperation[] = [];
  for (const operation of input.operations) {
    const password = passwordFor(deps, input, operation);
    const created = await applyOperation(deps, input, operation, { password });
    done.push(created);
    const { accountId, writes } = created.applied;
    const told = passwordTemplates(deps, input);
    if (told.length === 0) continue;
    if (writes === 0) done.push(await resetAnew(deps, input, operation, accountId, password));
    await deliver(deps, input, accountId, told, password);
  }
  const first = done[0];
  const outcome = outcomeOf(done);
  if (first === undefined) return outcome;
  return {
    ...outcome,
    remember: { accounts: { activeDirectory: remembered(input, first.applied.accountId, 'created') } },
  };
}

/** Sets a new password and delivers it by the templates that mention it. */
export async function resetPassword(deps: Dependencies, input: StepInput): Promise<StepOutcome> {
  const done: AppliedOperation[] = [];
  for (const operation of input.operations) {
    const password = passwordFor(deps, input, operation);
    const reset = await applyOperation(deps, input, operation, { password });
    done.push(reset);
    await deliver(deps, input, reset.applied.accountId, passwordTemplates(deps, input), password);
  }
  return outcomeOf(done);
}

/** Deletes the account and forgets it. */
export async function deleteAccount(deps: Dependencies, input: StepInput): Promise<StepOutcome> {
  const done: AppliedOperation[] = [];
  for (const operation of input.operations) done.push(await applyOperation(deps, input, operation));
  return { ...outcomeOf(done), remember: { accounts: { activeDirectory: null } } };
}

async function resetAnew(
  deps: Dependencies,
  input: StepInput,
  creation: Operation,
  accountId: string,
  password: string,
): Promise<AppliedOperation> {
  const mustChange = creation.change.kind === 'createAccount' && creation.change.mustChangePassword;
  return applyOperation(
    deps,
    input,
    {
      ...creation,
      id: `${creation.directory}/resetPassword`,
      accountId,
      change: { kind: 'resetPassword', mustChange },
    },
    { password },
  );
}

function passwordFor(deps: Dependencies, input: StepInput, operation: Operation): string {
  const { attributes } = input.record;
  const names = [attributes['firstName'], attributes['lastName'], attributes['preferredName']].flatMap(
    (name) => (typeof name === 'string' ? [name] : []),
  );
  if (operation.change.kind === 'createAccount') {
    names.push(operation.change.commonName, ...(operation.change.attributes['sAMAccountName'] ?? []));
  }
  return makePassword(
    deps.policy.lifecycle.hire.password,
    formulaInput(deps.policy, input.record, input.now),
    names,
  );
}
