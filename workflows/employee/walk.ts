import { ActivityFailure, ApplicationFailure, isCancellation, log } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import { applyPatch } from '../../src/domain/lifecycle/memory.ts';
import { stepActivities } from '../../src/domain/lifecycle/types.ts';
import { priorityOf, stepOptions, steps } from '../options.ts';
import { caseRef } from './cases.ts';
import { attentionFrom } from './attention.ts';
import { unlessHeld } from './holds.ts';
import type { PersonRef, StepInput, StepOutcome } from '../../src/contracts/activities.ts';
import type { Attention, Stage, Step } from '../../src/domain/lifecycle/types.ts';
import { cost, count } from './state.ts';
import type { Carried, OpenCase } from './state.ts';

/** A directory that has moved on this often between plan and write is not going to stand still: ask a human. */
const plansAtMost = 5;
/**
 * Of several people who want the same name at the same moment one gets it and the others plan again: each round
 * somebody gets on, so there may be many.
 */
const plansForNamesAtMost = 25;

/** Somebody else took the name; another plan finds another one. */
const namesTaken: ReadonlySet<string> = new Set(['AD_NAME_TAKEN', 'AD_OBJECT_EXISTS']);

type Walked =
  | { readonly step: Step; readonly kind: 'done'; readonly outcome: StepOutcome }
  | { readonly step: Step; readonly kind: 'stopped' }
  | { readonly step: Step; readonly kind: 'failed'; readonly code: string; readonly attention: Attention };

/** Walks the next stage of the open case: its steps go together, and what they say is merged in their order. */
export async function walkStage(state: Carried, person: PersonRef, open: OpenCase): Promise<void> {
  passOver(open);
  const stage = open.due.process.stages[open.stage];
  if (stage === undefined) return;
  const todo = stage.steps.filter((step) => isWanted(step, open));
  const walked = await Promise.all(todo.map((step) => walkStep(step, state, person, open)));
  const stale = merge(walked, state, open);
  if (open.wait !== undefined || walked.some(({ kind }) => kind === 'stopped')) return;
  if (stale !== undefined) {
    planAgain(open, stale);
    return;
  }
  if (needsApproval(open, stage)) askForApproval(open);
  open.stage += 1;
  open.finished = [];
}

/**
 * Passes over stages in which the plan leaves nothing to do, without an `await`: the sandbox notes a stack trace
 * for every promise, and a joiner has five such stages.
 */
function passOver(open: OpenCase): void {
  const { stages } = open.due.process;
  for (
    let stage = stages[open.stage];
    stage !== undefined && isIdle(stage, open);
    stage = stages[open.stage]
  ) {
    open.stage += 1;
    open.finished = [];
  }
}

function isIdle(stage: Stage, open: OpenCase): boolean {
  return stage.steps.every((step) => step.activity !== 'planChanges' && !isWanted(step, open));
}

/** The plan no longer fits what was found; it is made anew, so many times in all. */
interface Stale {
  readonly why: string;
  readonly plans: number;
}

/** Takes over what the steps say. Answers with what the directory was found to be instead, when it has moved on. */
function merge(walked: readonly Walked[], state: Carried, open: OpenCase): Stale | undefined {
  let stale: Stale | undefined;
  for (const result of walked) {
    if (result.kind === 'done') {
      open.finished.push(result.step.name);
      take(result.outcome, state, open);
      if (result.outcome.stale !== undefined) stale = { why: result.outcome.stale, plans: plansAtMost };
    } else if (result.kind === 'stopped') {
      state.dirty = true;
    } else if (result.code === 'AD_STALE') {
      stale = { why: result.attention.message, plans: plansAtMost };
    } else if (namesTaken.has(result.code)) {
      stale = { why: result.attention.message, plans: plansForNamesAtMost };
    } else {
      open.wait = {
        kind: 'attention',
        askedAt: Date.now(),
        step: result.step.name,
        attention: result.attention,
      };
    }
  }
  return stale;
}

function askForApproval(open: OpenCase): void {
  const remindEveryMs = open.due.supervised?.remindEveryMs;
  open.wait = {
    kind: 'approval',
    askedAt: Date.now(),
    ...(remindEveryMs === undefined ? {} : { remindAt: Date.now() + remindEveryMs }),
  };
}

function isWanted(step: Step, open: OpenCase): boolean {
  if (open.finished.includes(step.name)) return false;
  switch (step.when) {
    case 'always':
      return true;
    case 'planned':
      return open.plan?.operations.some((operation) => operation.step === step.activity) ?? false;
    case 'changed':
      return open.changes > 0;
  }
}

async function walkStep(step: Step, state: Carried, person: PersonRef, open: OpenCase): Promise<Walked> {
  if (!stepActivities.includes(step.activity)) {
    return {
      step,
      kind: 'failed',
      code: 'STEP_UNKNOWN',
      attention: {
        code: 'STEP_UNKNOWN',
        message: `This build does not know the step "${step.activity}".`,
        remedy: 'Deploy a build that knows it and answer retry, or answer skip.',
      },
    };
  }
  count(state, cost.activity);
  const input: StepInput = {
    person,
    case: caseRef(open),
    step: step.name,
    record: state.record,
    memory: state.memory,
    now: Date.now(),
    operations: open.plan?.operations.filter((operation) => operation.step === step.activity) ?? [],
    actor: open.actor,
  };
  const options: ActivityOptions = {
    ...stepOptions,
    summary: step.summary,
    priority: { priorityKey: priorityOf(open.due.event, open.approvedDigest !== undefined) },
    ...(step.queue === undefined ? {} : { taskQueue: step.queue }),
  };
  const run = (): Promise<StepOutcome> => steps[step.activity].executeWithOptions(options, [input]);
  try {
    const outcome = step.activity === 'deleteAccount' ? await unlessHeld(state, run) : await run();
    return { step, kind: 'done', outcome };
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    if (isCancellation(error)) return { step, kind: 'stopped' };
    const code = error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'INTERNAL') : 'INTERNAL';
    return { step, kind: 'failed', code, attention: attentionFrom(error) };
  }
}

function take(outcome: StepOutcome, state: Carried, open: OpenCase): void {
  open.changes += outcome.changes;
  if (outcome.plan !== undefined) {
    open.plan = outcome.plan;
    open.planned += 1;
    if (outcome.waitingForManager === undefined) delete state.manager;
    else if (state.manager?.key !== outcome.waitingForManager)
      state.manager = { key: outcome.waitingForManager, tries: 0 };
  }
  if (outcome.remember !== undefined) state.memory = applyPatch(state.memory, outcome.remember);
}

/** A doubtful plan always asks. A changed plan needs a new decision when a human approved the old one: digests are compared. */
function needsApproval(open: OpenCase, stage: Stage): boolean {
  if (open.plan === undefined) return false;
  if (open.due.supervised === undefined && open.plan.doubt === undefined) return false;
  const planned = stage.steps.some((step) => step.activity === 'planChanges');
  return planned && open.plan.operations.length > 0 && open.approvedDigest !== open.plan.digest;
}

function planAgain(open: OpenCase, { why, plans }: Stale): void {
  if (open.planned >= plans) {
    open.wait = {
      kind: 'attention',
      askedAt: Date.now(),
      attention: {
        code: 'AD_STALE',
        message: `The directory changed under ${open.planned} plans in a row; the last time: ${why}`,
        remedy: 'Find out what else writes to this account, then answer retry.',
      },
    };
    return;
  }
  log.info('Planning again', { case: open.id });
  open.stage = 0;
  open.finished = [];
}
