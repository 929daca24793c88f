import type { Change, DirectoryName } from '../directory/types.ts';
import type { LifecycleEvent, Reason, StepActivity } from '../lifecycle/types.ts';

/** One change of the plan, bound to the step that applies it and to the rule that wants it. */
export interface Operation {
  /** Unique within the plan, stable: `activeDirectory/move`. */
  readonly id: string;
  readonly directory: DirectoryName;
  readonly step: StepActivity;
  /** Immutable id of the account; absent only for `createAccount` and what follows it in the same plan. */
  readonly accountId?: string;
  readonly change: Change;
  readonly reason: Reason;
}

/** Something the plan could not or would not do, without stopping the rest. */
export interface PlanWarning {
  readonly code: string;
  readonly message: string;
}

/** Desired minus actual: ordered operations with before and after values. Plain JSON. */
export interface ChangePlan {
  readonly personKey: string;
  readonly event: LifecycleEvent;
  readonly policyVersion: string;
  readonly operations: readonly Operation[];
  readonly warnings: readonly PlanWarning[];
  /** Why a human has to approve the plan whatever the policy says: it may give somebody a second account. */
  readonly doubt?: string;
  /** SHA-256 over what would be written; the same writes give the same digest. */
  readonly digest: string;
}
