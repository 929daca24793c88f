import { TenureError } from '../../src/domain/errors.ts';
import { appliedLine, refusedLine } from './journal-lines.ts';
import type { StepInput, StepOutcome } from '../../src/contracts/activities.ts';
import type { Applied, ChangeSecrets } from '../../src/contracts/ports.ts';
import type { AccountMemory } from '../../src/domain/lifecycle/types.ts';
import type { Operation, PlanWarning } from '../../src/domain/plan/types.ts';
import type { Dependencies } from '../dependencies.ts';

/** An operation and what applying it did. */
export interface AppliedOperation {
  readonly operation: Operation;
  readonly applied: Applied;
}

/**
 * Applies one operation and writes its journal line. The account is the operation's own, or the one that the
 * case has created meanwhile.
 * @throws TenureError AD_*; what will not succeed by itself is in the journal as failed
 */
export async function applyOperation(
  deps: Dependencies,
  input: StepInput,
  operation: Operation,
  secrets?: ChangeSecrets,
): Promise<AppliedOperation> {
  const accountId = operation.accountId ?? input.memory.accounts[operation.directory]?.id;
  try {
    const applied = await deps.directory.apply(accountId, operation.change, secrets);
    await deps.journal.append([appliedLine(deps, input, operation, applied)]);
    return { operation, applied };
  } catch (error) {
    if (error instanceof TenureError && !error.retryable) {
      await deps.journal.append([refusedLine(deps, input, operation, error.code)]);
    }
    throw error;
  }
}

/** A step that only writes to the directory: its operations in the order of the plan. */
export async function applyOperations(deps: Dependencies, input: StepInput): Promise<StepOutcome> {
  const done: AppliedOperation[] = [];
  for (const operation of input.operations) done.push(await applyOperation(deps, input, operation));
  return outcomeOf(done);
}

/** What the workflow learns: number of writes and warnings. */
export function outcomeOf(done: readonly AppliedOperation[]): StepOutcome {
  const warnings: PlanWarning[] = done.flatMap(({ applied }) => [...(applied.warnings ?? [])]);
  return {
    changes: done.reduce((sum, { applied }) => sum + applied.writes, 0),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** The account that a case made or found, for the memory; what stands there about it otherwise is kept. */
export function remembered(
  input: StepInput,
  accountId: string,
  origin: AccountMemory['origin'],
): AccountMemory {
  const known = input.memory.accounts.activeDirectory;
  return known?.id === accountId ? known : { id: accountId, origin };
}
