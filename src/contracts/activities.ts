import type { HrRecord } from '../domain/hr/record.ts';
import type {
  Attention,
  Evaluation,
  LifecycleEvent,
  LifecycleRequest,
  Memory,
  MemoryPatch,
  StepActivity,
} from '../domain/lifecycle/types.ts';
import type { ChangePlan, Operation, PlanWarning } from '../domain/plan/types.ts';

/** Who a workflow is about. */
export interface PersonRef {
  readonly organization: string;
  readonly personKey: string;
}

export interface EvaluateInput {
  readonly person: PersonRef;
  readonly record: HrRecord;
  readonly memory: Memory;
  /** The workflow's time, epoch milliseconds. */
  readonly now: number;
  readonly requests: readonly LifecycleRequest[];
}

/** Answer of HR about one person, asked just before something is applied. */
export type FreshRecord =
  | { readonly kind: 'record'; readonly record: HrRecord }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unusable'; readonly attention: Attention };

/** The case that a step belongs to. */
export interface CaseRef {
  readonly id: string;
  readonly event: LifecycleEvent;
  readonly effective: string;
  readonly reason: string;
  /** Kind of the leave that begins. */
  readonly leaveKind?: string;
}

export interface StepInput {
  readonly person: PersonRef;
  readonly case: CaseRef;
  readonly step: string;
  readonly record: HrRecord;
  readonly memory: Memory;
  readonly now: number;
  /** Operations of the change plan that belong to this step; empty for `planChanges` and notifications. */
  readonly operations: readonly Operation[];
  /** Who caused it: `tenure`, or the human who approved. */
  readonly actor: string;
}

export interface StepOutcome {
  /** Directory writes made. */
  readonly changes: number;
  /** The plan of the case, from `planChanges` only. */
  readonly plan?: ChangePlan;
  readonly remember?: MemoryPatch;
  readonly warnings?: readonly PlanWarning[];
  /** The directory has moved on since the plan: plan again. The sentence says what was found. */
  readonly stale?: string;
  /** Managers whose accounts do not exist yet and who should answer when they do. */
  readonly waitingForManager?: string;
}

/** Activities that a step may name; one signature for all. */
export type StepActivities = Record<StepActivity, (input: StepInput) => Promise<StepOutcome>>;

/** Activities of the `employee` workflow. */
export interface EmployeeActivities extends StepActivities {
  /** Local activity: pure. */
  evaluate(input: EvaluateInput): Promise<Evaluation>;
  refreshRecord(input: { readonly person: PersonRef }): Promise<FreshRecord>;
  /** What there is to remember of somebody whose workflow starts without a memory: an account that exists. */
  recognisePerson(input: {
    readonly person: PersonRef;
    readonly record: HrRecord;
    readonly now: number;
  }): Promise<{ readonly memory: Memory }>;
  /** Writes who decided what into the journal. */
  recordDecision(input: RecordDecisionInput): Promise<void>;
  /** Writes who held an account, or released it, into the journal. */
  recordHold(input: RecordHoldInput): Promise<void>;
  /** Mails the configured people that somebody has to decide. */
  remindOfDecision(input: ReminderInput): Promise<void>;
}

export interface ReminderInput {
  readonly person: PersonRef;
  readonly case: CaseRef;
  /** Number of operations that wait. */
  readonly operations: number;
  readonly askedAt: number;
  readonly now: number;
}

export interface RecordDecisionInput {
  readonly person: PersonRef;
  readonly case: CaseRef;
  readonly answer: string;
  readonly actor: string;
  readonly comment?: string;
  readonly digest?: string;
  readonly now: number;
}

/** A hold that was laid upon an account or released. */
export interface RecordHoldInput {
  readonly person: PersonRef;
  readonly what: 'hold' | 'release';
  readonly actor: string;
  readonly reason?: string;
  readonly now: number;
}

/** One run with HR. */
export interface RunRef {
  readonly organization: string;
  readonly runId: string;
}

export interface RosterReference {
  /** Key of the stored snapshot. */
  readonly snapshot: string;
  readonly rows: number;
  readonly problems: number;
}

/** Numbers of a run; `total = skipped + unchanged + changed + fresh + refused`. */
export interface RunCounts {
  readonly total: number;
  readonly skipped: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly fresh: number;
  readonly missing: number;
  readonly refused: number;
}

export interface Assessment {
  readonly counts: RunCounts;
  /** Key of the stored list of what to dispatch. */
  readonly changes: string;
  readonly verdict:
    { readonly kind: 'go' } | { readonly kind: 'hold' | 'refuse'; readonly reasons: readonly string[] };
}

export interface DispatchOutcome {
  readonly started: number;
  readonly signalled: number;
  readonly adopted: number;
}

/** Activities of the `hrSync` workflow. */
export interface HrSyncActivities {
  fetchRoster(input: {
    readonly run: RunRef;
    readonly mode: 'full' | 'delta';
    readonly now: number;
  }): Promise<RosterReference>;
  assessRoster(input: {
    readonly run: RunRef;
    readonly roster: RosterReference;
    readonly now: number;
  }): Promise<Assessment>;
  dispatchChanges(input: {
    readonly run: RunRef;
    readonly roster: RosterReference;
    readonly assessment: Assessment;
    readonly now: number;
    /** Only confirmed leavers go, while the rest is held. */
    readonly only?: 'leavers';
  }): Promise<DispatchOutcome>;
  reportRun(input: {
    readonly run: RunRef;
    readonly roster?: RosterReference;
    readonly assessment?: Assessment;
    readonly dispatched?: DispatchOutcome;
    readonly outcome: RunOutcome['outcome'];
    readonly reasons?: readonly string[];
    readonly decidedBy?: string;
    readonly comment?: string;
    readonly now: number;
  }): Promise<void>;
}

/** Result of `hrSync`. */
export interface RunOutcome {
  readonly runId: string;
  readonly outcome: 'completed' | 'held' | 'refused' | 'rejected' | 'failed';
  readonly counts?: RunCounts;
  readonly dispatched?: DispatchOutcome;
  readonly reasons?: readonly string[];
}

/** Result of what the schedule starts: that of the run, or that one was going already. */
export type ScheduledRunOutcome = RunOutcome | { readonly outcome: 'running already' };
