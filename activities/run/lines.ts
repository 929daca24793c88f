import type { Assessment, DispatchOutcome, RunOutcome } from '../../src/contracts/activities.ts';
import type { EmployeeInput } from '../../src/contracts/workflows.ts';

/** When HR was read last, epoch milliseconds. */
export interface Watermark {
  readonly readAt: number;
  readonly fullAt: number;
}

/** What stands about a person in the people list: enough to find their account, nothing more. */
export interface PersonLine {
  readonly key: string;
  readonly join: string;
  /** Hash of the id that a human keeps under another key; absent when HR gives none. */
  readonly human?: string;
}

/** What the last dispatched run saw of one person: enough to tell what is new, no personal data. */
export interface IndexLine {
  readonly key: string;
  readonly hash: string;
  readonly policy: string;
  readonly standing: 'employed' | 'ended' | 'unclear';
  /** Desired organizational unit, to count moves. */
  readonly unit?: string;
  /** Whether the person has a workflow: somebody who left before Tenure came has none. */
  readonly workflow: boolean;
  /** HR did not list the person any more; absence is never termination, so what was known is kept. */
  readonly missing?: true;
}

/** One person to be told, in the list that a run stores for its dispatch. */
export interface ChangeLine {
  readonly how: 'start' | 'receive';
  readonly input: EmployeeInput;
  readonly priority: number;
  readonly adopted: boolean;
}

/** What is kept of a run for `tenure sync` and for people. */
export interface RunReport {
  readonly runId: string;
  /** ISO instant. */
  readonly at: string;
  readonly outcome: RunOutcome['outcome'];
  readonly reasons: readonly string[];
  readonly counts?: Assessment['counts'];
  readonly dispatched?: DispatchOutcome;
  /** Records that were incomplete, by person key and field; never values. */
  readonly problems: readonly unknown[];
  readonly decidedBy?: string;
}
