import { WorkflowFailedError } from '@temporalio/client';
import { hrSyncWorkflowId, mainQueue, workflowTypes } from '../../contracts/ids.ts';
import { hrSyncMessages } from '../../contracts/messages.ts';
import { TenureError } from '../../domain/errors.ts';
import { requestOf } from '../employees.ts';
import { pause } from './parallel.ts';
import { failurePatienceMs } from './watch.ts';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { RunOutcome } from '../../contracts/activities.ts';
import type { Decide, HrSyncView } from '../../contracts/messages.ts';
import type { HrSyncInput } from '../../contracts/workflows.ts';
import type { Watch } from './watch.ts';

export interface RunsOptions {
  readonly client: Client;
  readonly organization: string;
  readonly watch: Watch;
}

/** Runs with HR, one after the other. */
export interface Runs {
  /**
   * One run; answers when it is over or held.
   * @throws TenureError what kept the run from ending, and REQUEST_INVALID while one is held
   */
  start(): Promise<RunOutcome>;
  /** The run that waits for a decision. */
  held(): HrSyncView | undefined;
  /** Answers the held run and waits for its end. @throws TenureError DECISION_UNKNOWN when none is held */
  decide(decision: Decide): Promise<RunOutcome>;
  /** Looks whether the held run has given up by itself. */
  look(): Promise<void>;
}

/** The workflow by its type; its code is in another room. */
type HrSync = (input: HrSyncInput) => Promise<RunOutcome>;

interface HeldRun {
  readonly handle: WorkflowHandle<HrSync>;
  readonly view: HrSyncView;
}

const lookEveryMs = 100;

export function createRuns({ client, organization, watch }: RunsOptions): Runs {
  const workflowId = hrSyncWorkflowId(organization);
  let waiting: HeldRun | undefined;
  const heldView = (): HrSyncView | undefined => waiting?.view;

  /** The end of the run, or nothing when it is held. */
  async function follow(handle: WorkflowHandle<HrSync>): Promise<RunOutcome | undefined> {
    let ended: RunOutcome | undefined;
    let failure: unknown;
    const over = handle.result().then(
      (outcome) => void (ended = outcome),
      (error: unknown) => void (failure = error),
    );
    let progress = { at: Date.now(), successes: watch.successes() };
    for (;;) {
      await Promise.race([over, pause(lookEveryMs)]);
      if (ended !== undefined) return ended;
      if (failure !== undefined) throw whyFailed(failure, workflowId, watch);
      const view = await viewOf(handle);
      if (view?.stage === 'held') {
        waiting = { handle, view };
        return undefined;
      }
      if (watch.successes() !== progress.successes)
        progress = { at: Date.now(), successes: watch.successes() };
      // Reading a large company takes its time; only what fails is given up.
      const cause = watch.isFailing(undefined) ? watch.failureOf(undefined) : undefined;
      if (cause !== undefined && Date.now() - progress.at > failurePatienceMs) {
        await handle.terminate('The run made no progress').catch(() => undefined);
        throw cause;
      }
    }
  }

  return {
    async start() {
      if (waiting !== undefined) {
        throw new TenureError('REQUEST_INVALID', 'A run is held and waits for a decision.', {
          place: workflowId,
          remedy: 'Approve or reject it first.',
        });
      }
      const handle = await client.workflow.start<HrSync>(workflowTypes.hrSync, {
        workflowId,
        taskQueue: mainQueue(organization),
        args: [{ organization, mode: 'full' }],
        staticSummary: 'Synchronisation with HR',
      });
      const outcome = await follow(handle);
      return outcome ?? heldOutcome(heldView());
    },
    held: heldView,
    async decide(decision) {
      if (waiting === undefined) throw new TenureError('DECISION_UNKNOWN', 'No run is held.');
      const { handle } = waiting;
      await requestOf(client, workflowId, hrSyncMessages.decide, decision);
      waiting = undefined;
      return (await follow(handle)) ?? heldOutcome(undefined);
    },
    async look() {
      if (waiting === undefined) return;
      const view = await viewOf(waiting.handle);
      if (view !== undefined && view.stage !== 'held') waiting = undefined;
    },
  };
}

async function viewOf(handle: WorkflowHandle): Promise<HrSyncView | undefined> {
  // Before the first task, and while the worker is busy, there is no answer; the next look has one.
  return handle.query<HrSyncView>(hrSyncMessages.status).catch(() => undefined);
}

function heldOutcome(view: HrSyncView | undefined): RunOutcome {
  return {
    runId: view?.runId ?? '',
    outcome: 'held',
    reasons: view?.reasons ?? [],
    ...(view?.counts === undefined ? {} : { counts: view.counts }),
  };
}

function whyFailed(error: unknown, workflowId: string, watch: Watch): unknown {
  const seen = watch.failureOf(undefined);
  if (seen !== undefined) return seen;
  if (!(error instanceof WorkflowFailedError)) return error;
  let deepest: Error = error;
  while (deepest.cause instanceof Error) deepest = deepest.cause;
  return new TenureError('HR_FEED_REFUSED', `The run failed: ${deepest.message}`, { place: workflowId });
}
