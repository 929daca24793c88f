import { ActivityFailure, condition, log, setHandler, workflowInfo } from '@temporalio/workflow';
import { readSignal } from './decision-signals.ts';
import * as messages from './messages.ts';
import { run as activities } from './options.ts';
import type { Assessment, RosterReference, RunOutcome, RunRef } from '../src/contracts/activities.ts';
import type { Decide, DecisionAnswer, DecisionSignal, HrSyncView } from '../src/contracts/messages.ts';
import type { HrSyncInput } from '../src/contracts/workflows.ts';

/** A held run that nobody answers gives way to a newer one. */
const heldAtMost = '24 hours';

interface RunState {
  stage: HrSyncView['stage'];
  roster?: RosterReference;
  assessment?: Assessment;
  askedAt?: number;
  decision?: Decide;
}

/**
 * One synchronisation with HR: fetch, check the feed and classify every difference, judge the whole run,
 * dispatch, report. Nothing is written to a directory here; each person's own workflow does that.
 */
export async function hrSync(input: HrSyncInput): Promise<RunOutcome> {
  const run: RunRef = { organization: input.organization, runId: workflowInfo().firstExecutionRunId };
  const state: RunState = { stage: 'fetching' };
  listen(state, run);
  try {
    const outcome = await walk(state, run, input);
    state.stage = 'done';
    return outcome;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await report(state, run, 'failed', [error.cause?.message ?? error.message]);
    throw error;
  }
}

async function walk(state: RunState, run: RunRef, input: HrSyncInput): Promise<RunOutcome> {
  const roster = await activities.fetchRoster.executeWithOptions({ summary: 'Fetch the roster from HR' }, [
    { run, mode: input.mode, now: Date.now() },
  ]);
  state.roster = roster;
  state.stage = 'assessing';
  const assessment = await activities.assessRoster.executeWithOptions(
    { summary: 'Check the feed, compare, judge the run' },
    [{ run, roster, now: Date.now() }],
  );
  state.assessment = assessment;
  const { verdict } = assessment;
  if (verdict.kind === 'refuse') return finish(state, run, 'refused', verdict.reasons);
  if (verdict.kind === 'hold') {
    state.stage = 'held';
    state.askedAt = Date.now();
    const answered = await condition(() => state.decision !== undefined, heldAtMost, {
      summary: 'Held: somebody has to approve or reject the run',
    });
    if (!answered) return finish(state, run, 'held', verdict.reasons);
    if (state.decision?.answer !== 'approve') return finish(state, run, 'rejected', verdict.reasons);
  }
  state.stage = 'dispatching';
  const dispatched = await activities.dispatchChanges.executeWithOptions(
    { summary: 'Start and signal the employees concerned' },
    [{ run, roster, assessment, now: Date.now() }],
  );
  state.stage = 'reporting';
  await report(state, run, 'completed', [], dispatched);
  return { runId: run.runId, outcome: 'completed', counts: assessment.counts, dispatched };
}

async function finish(
  state: RunState,
  run: RunRef,
  outcome: RunOutcome['outcome'],
  reasons: readonly string[],
): Promise<RunOutcome> {
  await report(state, run, outcome, reasons);
  return {
    runId: run.runId,
    outcome,
    reasons,
    ...(state.assessment === undefined ? {} : { counts: state.assessment.counts }),
  };
}

async function report(
  state: RunState,
  run: RunRef,
  outcome: RunOutcome['outcome'],
  reasons: readonly string[],
  dispatched?: RunOutcome['dispatched'],
): Promise<void> {
  await activities.reportRun.executeWithOptions({ summary: `Report: ${outcome}` }, [
    {
      run,
      outcome,
      reasons,
      now: Date.now(),
      ...(state.roster === undefined ? {} : { roster: state.roster }),
      ...(state.assessment === undefined ? {} : { assessment: state.assessment }),
      ...(dispatched === undefined ? {} : { dispatched }),
      ...(state.decision === undefined ? {} : { decidedBy: state.decision.actor }),
      ...(state.decision?.comment === undefined ? {} : { comment: state.decision.comment }),
    },
  ]);
}

function listen(state: RunState, run: RunRef): void {
  const refusal = (decision: Decide): string | undefined => {
    if (state.stage !== 'held') return 'The run is not held.';
    if (state.decision !== undefined) return 'The run was decided already.';
    if (!decision.actor?.trim()) return 'A decision needs an actor.';
    if (decision.answer !== 'approve' && decision.answer !== 'reject')
      return 'A run is approved or rejected.';
    return undefined;
  };
  const bySignal = (answer: DecisionAnswer) => (said: DecisionSignal) => {
    const decision: Decide = { answer, ...readSignal(said) };
    const why = refusal(decision);
    if (why === undefined) state.decision = decision;
    else log.warn('Decision signal ignored', { answer, why });
  };
  setHandler(messages.approveRun, bySignal('approve'), { description: 'Let the held run go on.' });
  setHandler(messages.rejectRun, bySignal('reject'), { description: 'End the held run without any change.' });
  setHandler(
    messages.decideRun,
    (decision) => {
      state.decision = decision;
      return { accepted: true } as const;
    },
    {
      description: 'Approve or reject the held run.',
      validator: (decision) => {
        const why = refusal(decision);
        if (why !== undefined) throw new Error(why);
      },
    },
  );
  setHandler(
    messages.runStatus,
    (): HrSyncView => ({
      runId: run.runId,
      stage: state.stage,
      reasons: state.assessment?.verdict.kind === 'go' ? [] : (state.assessment?.verdict.reasons ?? []),
      ...(state.assessment === undefined ? {} : { counts: state.assessment.counts }),
      ...(state.askedAt === undefined ? {} : { askedAt: state.askedAt }),
    }),
    { description: 'How far the run is.' },
  );
}
