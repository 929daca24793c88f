import type { DirectoryName } from '../directory/types.ts';
import type { Place } from '../place.ts';

/** Where a person stands (architecture section 1). */
export type Phase = 'expected' | 'preboarding' | 'active' | 'leave' | 'leaving' | 'terminated' | 'deleted';

/** What has to happen. */
export const lifecycleEvents = [
  'preboarding',
  'onboarding',
  'profileChange',
  'leave',
  'returnFromLeave',
  'scheduledTermination',
  'termination',
  'rehire',
  'rescission',
  'accountDeletion',
] as const;
export type LifecycleEvent = (typeof lifecycleEvents)[number];

/** An answer to "why": one sentence, and the configuration rule behind it when there is one. */
export interface Reason {
  readonly text: string;
  readonly place?: Place;
}

/** A moment at which something becomes due. */
export interface Instant {
  readonly event: LifecycleEvent;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The calendar date it stands for, in the person's zone. */
  readonly effective: string;
  readonly reason: Reason;
}

/** What a directory held before a leave or a termination, so that return, rehire and undo restore it. */
export interface Before {
  readonly organizationalUnit: string;
  readonly enabled: boolean;
  readonly groupIds: readonly string[];
  /** The case that noted it; planning the same case again notes nothing anew. */
  readonly caseId?: string;
}

/** What Tenure knows of an account of the person. */
export interface AccountMemory {
  /** Immutable id (objectGUID). */
  readonly id: string;
  /** Whether Tenure made the account or found it. */
  readonly origin: 'created' | 'adopted';
  readonly before?: Before;
}

/** What happened last, for people to read; bounded. */
export interface CaseRecord {
  readonly caseId: string;
  readonly event: LifecycleEvent;
  readonly outcome: 'completed' | 'nothingToDo' | 'rejected' | 'aborted' | 'superseded' | 'skippedSteps';
  readonly at: number;
  readonly changes: number;
}

/** What Tenure remembers of a person between cases. Plain JSON, grows only by optional fields. */
export interface Memory {
  readonly schema: 1;
  readonly phase: Phase;
  readonly accounts: Readonly<Partial<Record<DirectoryName, AccountMemory>>>;
  /** The record and policy that were last applied in full; a difference to them means `profileChange`. */
  readonly applied?: { readonly recordHash: string; readonly policyVersion: string; readonly at: number };
  /** The start date that the present employment was begun with. */
  readonly startDate?: string;
  /** The last day that has been dealt with: terminated for, or found to belong to an earlier employment. */
  readonly lastDay?: string;
  /** When `scheduledTermination` was announced for `lastDay`. */
  readonly announcedLastDay?: string;
  readonly terminatedAt?: number;
  /**
   * Terminated by `terminateNow` while HR still lists the person: the employment from `startDate` is over for
   * Tenure until HR ends it too, and only another one brings them back.
   */
  readonly terminatedOnRequest?: { readonly startDate?: string };
  readonly leaveKind?: string;
  /** Deletion is not allowed before, epoch milliseconds; absent = no deletion planned. */
  readonly deleteAt?: number;
  /** An event that a human rejected for exactly this record; not proposed again until the record changes. */
  readonly rejected?: { readonly event: LifecycleEvent; readonly recordHash: string };
  /** Somebody wants the account kept: it is not deleted until the hold is released. */
  readonly hold?: Hold;
  readonly recent: readonly CaseRecord[];
}

/** A human's word that an account must not be deleted, whatever the retention of the policy. */
export interface Hold {
  readonly actor: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Fields to overwrite in the memory; `null` removes an optional field. Accounts are merged by directory. */
export interface MemoryPatch {
  readonly phase?: Phase;
  readonly accounts?: Readonly<Partial<Record<DirectoryName, AccountMemory | null>>>;
  readonly applied?: Memory['applied'] | null;
  readonly startDate?: string | null;
  readonly lastDay?: string | null;
  readonly announcedLastDay?: string | null;
  readonly terminatedAt?: number | null;
  readonly terminatedOnRequest?: Memory['terminatedOnRequest'] | null;
  readonly leaveKind?: string | null;
  readonly deleteAt?: number | null;
  readonly rejected?: Memory['rejected'] | null;
  readonly hold?: Hold | null;
}

/** The activities that a step can name. Data in history refers to them: names are never reused for another meaning. */
export const stepActivities = [
  'planChanges',
  'createAccount',
  'updateProfile',
  'assignOrganizationalUnit',
  'assignSecurityGroups',
  'assignDistributionLists',
  'setManager',
  'enableAccount',
  'disableAccount',
  'resetPassword',
  'deleteAccount',
  'sendNotifications',
] as const;
export type StepActivity = (typeof stepActivities)[number];

/** One unit of a process that somebody would want to read, retry or skip by itself. */
export interface Step {
  /** Unique within the process. */
  readonly name: string;
  readonly activity: StepActivity;
  /** Task queue, when the step does not run on the workflow's own. */
  readonly queue?: string;
  /** One line for Temporal Web; no personal data. */
  readonly summary: string;
  /**
   * `planned`: scheduled only when the change plan holds operations for `activity`;
   * `changed`: only when the case has changed something by then (notification of a profile change).
   */
  readonly when: 'always' | 'planned' | 'changed';
}

/** Steps that may go together. */
export interface Stage {
  readonly steps: readonly Step[];
}

/** The ordered steps of one lifecycle event, as data. */
export interface Process {
  readonly event: LifecycleEvent;
  readonly title: string;
  readonly stages: readonly Stage[];
  /** What the policy leaves out of the usual process, and why. */
  readonly leftOut: readonly { readonly step: string; readonly why: string }[];
}

/** A lifecycle event whose time has come, with all that walking it needs. */
export interface DueEvent {
  readonly event: LifecycleEvent;
  readonly at: number;
  readonly effective: string;
  readonly reason: Reason;
  /** True when it should have happened before (late hire, back-dated termination). */
  readonly late: boolean;
  /** Set when the policy wants a human decision; reminders every `remindEveryMs`. */
  readonly supervised?: { readonly remindEveryMs?: number };
  readonly process: Process;
  /** What is remembered when the case has been walked to its end. */
  readonly remember: MemoryPatch;
  /** What was before a leave or termination has been restored: it is forgotten when the case is over. */
  readonly forgetBefore?: true;
}

/** A state that needs a person to look; the workflow waits instead of failing. */
export interface Attention {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** What a human asked for, outside the HR feed. */
export interface TerminateNowRequest {
  readonly kind: 'terminateNow';
  readonly reason: string;
  readonly actor: string;
  readonly at: number;
}
export interface ResyncRequest {
  readonly kind: 'resync';
  readonly actor: string;
  readonly at: number;
}
export type LifecycleRequest = TerminateNowRequest | ResyncRequest;

/** The answer of the lifecycle to (policy, record, memory, now). Pure data; replay reads it from history. */
export interface Evaluation {
  /** Where the person stands before any due event is walked. */
  readonly phase: Phase;
  readonly due?: DueEvent;
  /** Future instants, ascending. */
  readonly instants: readonly Instant[];
  /** Why, readable; in the order of the rules that spoke. */
  readonly reasons: readonly Reason[];
  readonly attention?: Attention;
  readonly policyVersion: string;
  readonly recordHash: string;
  /** Memory to take over at once, before any case (e.g. a withdrawn announcement). */
  readonly remember?: MemoryPatch;
}
