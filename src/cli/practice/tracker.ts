import { WorkflowNotFoundError } from '@temporalio/client';
import { employeeWorkflowId } from '../../contracts/ids.ts';
import { employeeMessages } from '../../contracts/messages.ts';
import { codeOf } from '../../domain/errors.ts';
import { forEachOf, pause } from './parallel.ts';
import { failurePatienceMs } from './watch.ts';
import type { Client } from '@temporalio/client';
import type { TimeTravel } from '../../connectors/temporal/index.ts';
import type { EmployeeView } from '../../contracts/messages.ts';
import type { JournalEntry } from '../../contracts/ports.ts';
import type { CaseRecord } from '../../domain/lifecycle/types.ts';
import type { Watch } from './watch.ts';

/** A case that was closed, with the journal lines it wrote. */
export interface Happening extends CaseRecord {
  readonly personKey: string;
  readonly lines: readonly JournalEntry[];
}

/** Somebody whose workflow is looked after. */
export interface TrackedPerson {
  readonly personKey: string;
  /** What the workflow last said about itself. */
  readonly view: EmployeeView;
}

export interface TrackerOptions {
  readonly client: Client;
  readonly travel: TimeTravel;
  readonly organization: string;
  readonly watch: Watch;
  /** How long to wait for work that makes no progress. */
  readonly patienceMs: number;
}

/** Keeps an eye on the workflows of all employees: who works, who wakes when, what was done. */
export interface Tracker {
  people(): readonly TrackedPerson[];
  get(personKey: string): TrackedPerson | undefined;
  /**
   * Waits until nobody has work under way, and answers with what was done meanwhile. Who makes no progress for
   * as long as the patience lasts is left working.
   */
  settle(): Promise<readonly Happening[]>;
  /** Persons still working when {@link Tracker.settle} lost its patience. */
  unsettled(): readonly string[];
  /** Earliest instant at which somebody wakes by themselves, and all who wake within a minute of it. */
  nextWake(until: number): { readonly at: number; readonly personKeys: readonly string[] } | undefined;
  /** Moves one person's clock on to the instant; who is there already stays. */
  catchUp(personKey: string, instant: number): Promise<void>;
  /** Moves one person on to the instant they wake at, and a little further: until what begins then is done. */
  wake(personKey: string, instant: number): Promise<void>;
}

/** Simultaneous starters are spread over a minute; who wakes within it is moved together. */
const togetherMs = 60_000;
const atOnce = 8;
const lookEveryMs = 25;
/**
 * A timer is counted from the end of the task that set it, so it fires a little behind its instant. And what it
 * starts must be over before the target of the move: when work in flight carries an execution past the target, the
 * server (1.32) goes on skipping to the next timer, whatever its date. Longer than any case takes in real time.
 */
const beyondWakeMs = 5 * 60_000;

export function createTracker(options: TrackerOptions): Tracker {
  const { client, travel, organization, watch, patienceMs } = options;
  const known = new Map<string, TrackedPerson>();
  const casesSeen = new Map<string, number>();
  let left: readonly string[] = [];

  async function look(personKey: string): Promise<EmployeeView | 'notYet' | undefined> {
    try {
      return await client.workflow
        .getHandle(employeeWorkflowId(organization, personKey))
        .query<EmployeeView>(employeeMessages.status);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      if (isNotStarted(error)) return 'notYet';
      throw error;
    }
  }

  function newCases({ personKey, memory }: EmployeeView): readonly Happening[] {
    const last = casesSeen.get(personKey) ?? 0;
    const fresh = memory.recent.filter(({ caseId }) => caseNumber(caseId) > last);
    const newest = fresh.at(-1);
    if (newest !== undefined) casesSeen.set(personKey, caseNumber(newest.caseId));
    return fresh.map((record) => happeningOf(personKey, record, watch));
  }

  async function settle(): Promise<readonly Happening[]> {
    const happened: Happening[] = [];
    let working = new Set<string>();
    let progress = { at: Date.now(), successes: watch.successes() };
    for (;;) {
      const asked = [...new Set([...watch.takeTouched(), ...working])];
      if (asked.length === 0) break;
      working = new Set();
      await forEachOf(asked, atOnce, async (personKey) => {
        const view = await look(personKey);
        if (view === undefined) return;
        if (view === 'notYet') {
          working.add(personKey);
          return;
        }
        known.set(personKey, { personKey, view });
        happened.push(...newCases(view));
        if (view.busy || view.status === 'working') working.add(personKey);
      });
      if (watch.successes() !== progress.successes)
        progress = { at: Date.now(), successes: watch.successes() };
      const failing = [...working].every((personKey) => watch.isFailing(personKey));
      const patience = failing ? Math.min(patienceMs, failurePatienceMs) : patienceMs;
      if (Date.now() - progress.at > patience) break;
      if (working.size > 0) await pause(lookEveryMs);
    }
    left = [...working];
    return happened.toSorted((a, b) => a.at - b.at);
  }

  async function catchUp(personKey: string, instant: number): Promise<void> {
    const workflowId = employeeWorkflowId(organization, personKey);
    const clock = await travel.clockOf(client, workflowId);
    if (clock === undefined || clock >= instant) return;
    // Work in flight holds time back; what goes on longer is waited for by settling.
    await travel.advance(client, workflowId, instant - clock, failurePatienceMs);
    watch.touch(personKey);
  }

  async function wake(personKey: string, instant: number): Promise<void> {
    await catchUp(personKey, instant + beyondWakeMs);
  }

  return {
    people: () => [...known.values()],
    get: (personKey) => known.get(personKey),
    settle,
    unsettled: () => left,
    nextWake(until) {
      const due = [...known.values()].flatMap(({ personKey, view }) =>
        view.wakesAt !== undefined && view.wakesAt <= until ? [{ personKey, at: view.wakesAt }] : [],
      );
      const at = Math.min(...due.map((one) => one.at));
      if (due.length === 0) return undefined;
      const together = due.filter((one) => one.at <= at + togetherMs).toSorted((a, b) => a.at - b.at);
      return { at, personKeys: together.map(({ personKey }) => personKey) };
    },
    catchUp,
    wake,
  };
}

function happeningOf(personKey: string, record: CaseRecord, watch: Watch): Happening {
  return { ...record, personKey, lines: watch.takeLines(personKey, record.caseId) };
}

/** The server refuses queries (FAILED_PRECONDITION) before the first workflow task. */
function isNotStarted(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return codeOf(error) === '9' || codeOf(cause) === '9';
}

/** Cases are numbered from 1 in each person's life: `3-leave`. */
function caseNumber(caseId: string): number {
  return Number.parseInt(caseId, 10);
}
