import type { HrRecord } from '../domain/hr/record.ts';
import type { Evaluation, LifecycleRequest, Memory } from '../domain/lifecycle/types.ts';
import type { PersonRef, RunOutcome } from './activities.ts';

/** Argument of the `employee` workflow. Only optional fields are ever added. */
export interface EmployeeInput {
  readonly schema: 1;
  readonly person: PersonRef;
  readonly record: HrRecord;
  /** Absent at the very first start. */
  readonly memory?: Memory;
  /** The answer the run already worked out for a person seen for the first time; saves the first evaluation. */
  readonly evaluation?: Evaluation;
  /** Requests not worked off before the roll-over. */
  readonly requests?: readonly LifecycleRequest[];
  /** State of the interpreter carried over continue-as-new; opaque to starters. */
  readonly carried?: unknown;
  /** History events after which the quiet workflow rolls over; default 500. */
  readonly rollOverAt?: number;
}

/** Argument of the `hrSync` workflow. */
export interface HrSyncInput {
  readonly organization: string;
  readonly mode: 'full' | 'delta';
}

/** Types of the workflows, for clients that start them by name without importing their code. */
export type EmployeeWorkflow = (input: EmployeeInput) => Promise<void>;
export type HrSyncWorkflow = (input: HrSyncInput) => Promise<RunOutcome>;
