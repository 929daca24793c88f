import type { HrRecord } from '../domain/hr/record.ts';
import type { Attention, Instant, LifecycleEvent, Memory, Phase, Reason } from '../domain/lifecycle/types.ts';
import type { ChangePlan } from '../domain/plan/types.ts';
import type { RunCounts } from './activities.ts';
import type { EmployeeStatus } from './search-attributes.ts';

/** Names of the messages of the `employee` workflow. Facts are signals, requests are updates. */
export const employeeMessages = {
  hrRecordReceived: 'hrRecordReceived',
  managerAccountReady: 'managerAccountReady',
  managerAccountWanted: 'managerAccountWanted',
  nudge: 'nudge',
  approve: 'approve',
  reject: 'reject',
  decide: 'decide',
  resync: 'resync',
  terminateNow: 'terminateNow',
  hold: 'hold',
  release: 'release',
  status: 'status',
} as const;

/** Names of the messages of the `hrSync` workflow. */
export const hrSyncMessages = {
  decide: 'decide',
  approve: 'approve',
  reject: 'reject',
  status: 'status',
} as const;

/** Fact: HR describes the person like this now. */
export interface HrRecordReceived {
  readonly record: HrRecord;
  /** The run that brought it, or `resync`. */
  readonly source: string;
}

/** Fact: a report is waiting for this person's account to name as manager. */
export interface ManagerAccountWanted {
  readonly reportKey: string;
}

/** Fact: the manager's account exists now. */
export interface ManagerAccountReady {
  readonly managerKey: string;
}

/** What a human can answer. `retry`, `skip` and `abort` answer a case in attention. */
export type DecisionAnswer = 'approve' | 'reject' | 'retry' | 'skip' | 'abort';

/** Request: answer an open decision. */
export interface Decide {
  readonly answer: DecisionAnswer;
  readonly actor: string;
  readonly comment?: string;
  /** Refused when the case has another plan by now. */
  readonly digest?: string;
}

/** Request: read the person again from HR and correct whatever differs. */
export interface ResyncWanted {
  readonly actor: string;
}

/** Request: terminate at once, before HR knows. */
export interface TerminateNow {
  readonly actor: string;
  /** Required; it is recorded in the journal. */
  readonly reason: string;
}

/** Request: keep the account beyond its retention, until the hold is released. Blocks `accountDeletion` only. */
export interface HoldWanted {
  readonly actor: string;
  /** Required; it is recorded in the journal. */
  readonly reason: string;
}

/** Request: end a hold; a deletion that has come due meanwhile goes ahead. */
export interface ReleaseWanted {
  readonly actor: string;
  readonly reason?: string;
}

/** Answer of every request: it will be worked off; the outcome is seen in the status. */
export interface RequestAccepted {
  readonly accepted: true;
}

/** What Temporal Web sends with the signals `approve` and `reject`: text, an object, or nothing. */
export type DecisionSignal = { readonly actor?: string; readonly comment?: string } | string | undefined;

/** An open question to a human. */
export interface OpenDecision {
  readonly workflowId: string;
  readonly personKey: string;
  readonly caseId: string;
  readonly event: LifecycleEvent;
  readonly kind: 'approval' | 'attention';
  /** Epoch milliseconds. */
  readonly askedAt: number;
  readonly reason: Reason;
  readonly answers: readonly DecisionAnswer[];
  readonly plan?: ChangePlan;
  readonly step?: string;
  readonly attention?: Attention;
}

/** Answer of the query `status`. */
export interface EmployeeView {
  readonly personKey: string;
  readonly status: EmployeeStatus;
  readonly phase: Phase;
  readonly memory: Memory;
  readonly instants: readonly Instant[];
  readonly reasons: readonly Reason[];
  readonly decision?: OpenDecision;
  readonly attention?: Attention;
  readonly policyVersion: string;
  /** Something that arrived has not been worked off yet. */
  readonly busy: boolean;
  /** When the workflow looks again by itself, epoch milliseconds. */
  readonly wakesAt?: number;
  /** The workflow's own time, epoch milliseconds. */
  readonly now: number;
}

/** Answer of the query `status` of a run. */
export interface HrSyncView {
  readonly runId: string;
  readonly stage: 'fetching' | 'assessing' | 'held' | 'dispatching' | 'reporting' | 'done';
  readonly counts?: RunCounts;
  readonly reasons: readonly string[];
  readonly askedAt?: number;
}
