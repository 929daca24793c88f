import { initialMemory } from '../../src/domain/lifecycle/memory.ts';
import type { RecordHoldInput } from '../../src/contracts/activities.ts';
import type { Decide, RequestAccepted } from '../../src/contracts/messages.ts';
import type { EmployeeInput } from '../../src/contracts/workflows.ts';
import type { HrRecord } from '../../src/domain/hr/record.ts';
import type {
  Attention,
  DueEvent,
  Evaluation,
  LifecycleRequest,
  Memory,
} from '../../src/domain/lifecycle/types.ts';
import type { ChangePlan } from '../../src/domain/plan/types.ts';

/** Why an open case does not go on. */
export interface CaseWait {
  kind: 'approval' | 'attention';
  askedAt: number;
  /** The step that failed, for attention. */
  step?: string;
  attention?: Attention;
  remindAt?: number;
}

/** A lifecycle event being walked. State, not blocked code: it survives the roll-over. */
export interface OpenCase {
  readonly id: string;
  readonly due: DueEvent;
  readonly recordHash: string;
  readonly policyVersion: string;
  readonly openedAt: number;
  /** Index of the stage to walk next. */
  stage: number;
  /** Steps of that stage that are done or were skipped. */
  finished: string[];
  skipped: number;
  plan?: ChangePlan;
  changes: number;
  /** How often the plan was made; a directory that never stands still ends in attention. */
  planned: number;
  wait?: CaseWait;
  approvedDigest?: string;
  actor: string;
}

/** Everything that the workflow carries over continue-as-new. Grows only by optional fields. */
export interface Carried {
  readonly schema: 1;
  record: HrRecord;
  memory: Memory;
  evaluation?: Evaluation;
  /** The answer that the starter worked out already; takes the place of the first evaluation. */
  given?: Evaluation;
  /** Something arrived since the last evaluation. */
  dirty: boolean;
  /** HR must be asked before the next due event is applied. */
  refresh: boolean;
  requests: LifecycleRequest[];
  open?: OpenCase;
  decisions: Decide[];
  attention?: Attention;
  /** Do not ask HR again before, after HR was unreachable. */
  retryAt?: number;
  cases: number;
  /** Reports whose cases went on without this person as their manager. */
  reports: string[];
  /** The manager that this person waits for. */
  manager?: { readonly key: string; tries: number; askAgainAt?: number };
  /**
   * About how many events this run's history has by now, counted by the workflow itself: a decision about rolling
   * over must come out the same on every replay, also on one for a query in the middle of it.
   */
  events?: number;
  /** Cases closed since the workflow last rested; a process that never settles ends in attention. */
  restless: number;
  /** When the timer that the workflow rests on fires. */
  wakesAt?: number;
  /** Last published search attributes, to write on change only. */
  published: string;
  /** Holds and releases that are not in the journal yet. */
  holds?: Omit<RecordHoldInput, 'person'>[];
  /** Last message that was not understood, for the details page. */
  oddity?: string;
}

/** Requests are accepted when they can be worked off; the outcome is seen in the status. */
export const accepted: RequestAccepted = { accepted: true };

/** State at the start: fresh, or what the previous run of the workflow carried over. */
export function openState(input: EmployeeInput): Carried {
  if (isCarried(input.carried)) return input.carried;
  return {
    schema: 1,
    record: input.record,
    memory: input.memory ?? initialMemory(),
    ...(input.evaluation === undefined ? {} : { given: input.evaluation }),
    dirty: true,
    refresh: false,
    requests: [...(input.requests ?? [])],
    decisions: [],
    cases: 0,
    reports: [],
    published: '',
    restless: 0,
  };
}

/** What continue-as-new handed over was written by this workflow itself; later schemas are brought up here. */
function isCarried(value: unknown): value is Carried {
  return typeof value === 'object' && value !== null && 'schema' in value && value.schema === 1;
}

/** What things cost in history events, the workflow task that follows included. */
export const cost = { message: 4, timer: 5, activity: 6, signal: 5, marker: 1 } as const;

/** Notes that the history grows. */
export function count(state: Carried, events: number): void {
  state.events = (state.events ?? 0) + events;
}
