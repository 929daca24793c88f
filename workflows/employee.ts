import {
  ActivityFailure,
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  workflowInfo,
} from '@temporalio/workflow';
import { applyPatch } from '../src/domain/lifecycle/memory.ts';
import { attentionFrom } from './employee/attention.ts';
import { closeCase, isForwardOnly, isWalked, openCase } from './employee/cases.ts';
import { takeDecision } from './employee/decisions.ts';
import { publish } from './employee/details.ts';
import { hasHoldToRecord, recordHold } from './employee/holds.ts';
import { listen } from './employee/inbox.ts';
import { answerReports, askManager, canAnswerReports, managerToAsk } from './employee/managers.ts';
import { remind } from './employee/reminders.ts';
import { cost, count, openState } from './employee/state.ts';
import { waitMs } from './employee/waiting.ts';
import { walkStage } from './employee/walk.ts';
import { leaverRefresh, local, patientRefresh, recording } from './options.ts';
import type { PersonRef } from '../src/contracts/activities.ts';
import type { EmployeeInput } from '../src/contracts/workflows.ts';
import type { DueEvent, Evaluation } from '../src/domain/lifecycle/types.ts';
import type { Carried, OpenCase } from './employee/state.ts';

const casesInARow = 12;
const rollOverAtEvents = 500;
const rollOverAtBytes = 1_000_000;
/** After HR could not be reached, or had no usable record, it is asked again this much later. */
const askHrAgainMs = 15 * 60_000;

/**
 * One person, from the first HR record to the end of retention. The workflow is an interpreter: `evaluate`
 * answers with what is due and with its process as data; this code only walks, waits, asks and remembers.
 * It never fails: what cannot go on becomes `attention` and waits for a decision.
 */
export async function employee(input: EmployeeInput): Promise<void> {
  const { person } = input;
  const state = openState(input);
  listen(state, person);
  // A request to cancel is not followed: whoever left a person without a workflow would leave a leaver in.
  await CancellationScope.nonCancellable(async () => live(input, state, person));
}

async function live(input: EmployeeInput, state: Carried, person: PersonRef): Promise<void> {
  if (input.memory === undefined && input.carried === undefined) await recognise(state, person);
  for (;;) {
    if (await work(state, person)) continue;
    publish(state);
    if (state.memory.phase === 'deleted' && state.open === undefined) return;
    if (shouldRollOver(input, state)) await rollOver(input, state);
    await rest(state, person);
  }
}

/** Does the most urgent thing there is to do. Answers whether there was anything. */
async function work(state: Carried, person: PersonRef): Promise<boolean> {
  if (hasHoldToRecord(state)) await recordHold(state, person);
  else if (state.decisions.length > 0) await takeDecision(state, person);
  else if (state.dirty) await lookAgain(state, person);
  else if (isWalkable(state)) await walkOn(state, person);
  else if (managerToAsk(state)) await askManager(state, person);
  else if (canAnswerReports(state)) await answerReports(state, person);
  else return false;
  return true;
}

/**
 * Started by a record for want of a workflow (it was terminated, or its time was over): the account that the person
 * may have is recognised, as a first synchronisation would.
 */
async function recognise(state: Carried, person: PersonRef): Promise<void> {
  count(state, cost.activity);
  try {
    const { memory } = await recording.recognisePerson.executeWithOptions(
      { summary: 'Look for an account' },
      [{ person, record: state.record, now: Date.now() }],
    );
    state.memory = memory;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    state.oddity = `An account of the person could not be looked for: ${attentionFrom(error).message}`;
  }
}

function isWalkable(state: Carried): boolean {
  return state.open !== undefined && state.open.wait === undefined;
}

/** Something arrived or an instant has come: evaluate, and open, keep or supersede the case. */
async function lookAgain(state: Carried, person: PersonRef): Promise<void> {
  if (state.open !== undefined && isForwardOnly(state.open)) {
    // The case goes on to its end; closing it looks again.
    state.dirty = false;
    return;
  }
  if (state.refresh && !(await askHr(state, person))) return;
  state.dirty = false;
  const askedAt = Date.now();
  const evaluation = await evaluate(state, person);
  if (evaluation === undefined) return;
  delete state.given;
  state.evaluation = evaluation;
  if (evaluation.attention === undefined) delete state.attention;
  else state.attention = evaluation.attention;
  if (evaluation.remember !== undefined) state.memory = applyPatch(state.memory, evaluation.remember);
  const { due } = evaluation;
  const open = state.open;
  if (open !== undefined) {
    if (due !== undefined && isSame(due, open, evaluation)) return;
    supersede(state, open.changes);
  }
  if (due !== undefined) openCase(state, evaluation, due, open);
  // Asked for and answered with "nothing to do"; what was asked for meanwhile stays.
  else state.requests = state.requests.filter((request) => request.at > askedAt);
  // Closing the superseded case asked for another look; this is it.
  state.dirty = false;
}

/** A termination on request is decided already: it takes the place of one that waits for a decision. */
function isSame(due: DueEvent, open: OpenCase, evaluation: Evaluation): boolean {
  return (
    due.event === open.due.event &&
    (due.supervised === undefined) === (open.due.supervised === undefined) &&
    evaluation.recordHash === open.recordHash &&
    evaluation.policyVersion === open.policyVersion
  );
}

/** A newer fact has overtaken the case. What it wrote already is compared again by whatever comes next. */
function supersede(state: Carried, changes: number): void {
  closeCase(state, 'superseded', changes > 0 ? { applied: null } : {});
}

async function evaluate(state: Carried, person: PersonRef): Promise<Evaluation | undefined> {
  if (state.given !== undefined) return state.given;
  count(state, cost.marker);
  if (state.restless > casesInARow) {
    state.attention = {
      code: 'INTERNAL',
      message: `${state.restless} cases in a row without coming to rest; the last was ${state.memory.recent.at(-1)?.event ?? 'none'}.`,
      remedy:
        'This is a defect in Tenure or in the policy: report it with `tenure employee show`. It is tried again later.',
    };
    state.retryAt = Date.now() + askHrAgainMs;
    return undefined;
  }
  try {
    return await local.evaluate({
      person,
      record: state.record,
      memory: state.memory,
      now: Date.now(),
      requests: state.requests,
    });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    state.attention = attentionFrom(error);
    state.retryAt = Date.now() + askHrAgainMs;
    return undefined;
  }
}

/**
 * Asks HR for the fresh record, so that nothing stale is applied. A leaver goes ahead on the last known
 * record when HR cannot be reached; anyone else waits. Answers whether to go on.
 */
async function askHr(state: Carried, person: PersonRef): Promise<boolean> {
  const leaving = state.evaluation?.instants.some(
    (instant) => instant.event === 'termination' && instant.at <= Date.now(),
  );
  const hr = leaving === true ? leaverRefresh : patientRefresh;
  const known = state.record;
  count(state, cost.activity);
  try {
    const fresh = await hr.refreshRecord.executeWithOptions({ summary: 'Ask HR for the fresh record' }, [
      { person },
    ]);
    state.refresh = false;
    if (fresh.kind === 'record') {
      // A signal that came meanwhile is at least as fresh.
      if (state.record === known) state.record = fresh.record;
      return true;
    }
    if (leaving === true) return true;
    state.attention =
      fresh.kind === 'unusable'
        ? fresh.attention
        : {
            code: 'HR_PERSON_MISSING',
            message: `HR no longer knows the person ${person.personKey}; nothing is applied.`,
            remedy: 'Check in UKG Pro whether the person was removed; absence never terminates an account.',
          };
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    if (leaving === true) {
      state.refresh = false;
      return true;
    }
    state.attention = attentionFrom(error);
  }
  state.dirty = false;
  state.refresh = true;
  state.retryAt = Date.now() + askHrAgainMs;
  return false;
}

async function walkOn(state: Carried, person: PersonRef): Promise<void> {
  const open = state.open;
  if (open === undefined) return;
  if (!isWalked(open)) {
    await walkStage(state, person, open);
    return;
  }
  const { plan, due } = open;
  // A process without a plan (an announcement) has done what its steps do.
  const planned = plan === undefined ? due.process.stages.length : plan.operations.length;
  const nothing = open.changes === 0 && planned === 0;
  const outcome = open.skipped > 0 ? 'skippedSteps' : nothing ? 'nothingToDo' : 'completed';
  closeCase(state, outcome, due.remember);
}

function hasWork(state: Carried): boolean {
  return (
    hasHoldToRecord(state) ||
    state.dirty ||
    state.decisions.length > 0 ||
    canAnswerReports(state) ||
    managerToAsk(state)
  );
}

/** Sleeps until something arrives or the next instant is due. */
async function rest(state: Carried, person: PersonRef): Promise<void> {
  state.restless = 0;
  const { ms, summary } = waitMs(state);
  state.wakesAt = Date.now() + ms;
  count(state, cost.timer);
  const woken = await condition(() => hasWork(state), ms, { summary });
  delete state.wakesAt;
  if (woken || managerToAsk(state) || (await remind(state, person))) return;
  delete state.retryAt;
  state.dirty = true;
  // A look after a long quiet time is for a changed policy only: a run tells whatever HR changes meanwhile.
  if (state.evaluation?.instants.some(({ at }) => at <= Date.now()) ?? true) state.refresh = true;
}

function shouldRollOver(input: EmployeeInput, state: Carried): boolean {
  const { historySize, continueAsNewSuggested } = workflowInfo();
  return (
    (state.events ?? 0) > (input.rollOverAt ?? rollOverAtEvents) ||
    historySize > rollOverAtBytes ||
    continueAsNewSuggested
  );
}

async function rollOver(input: EmployeeInput, state: Carried): Promise<void> {
  await condition(allHandlersFinished);
  const { schema, person, rollOverAt } = input;
  await continueAsNew<typeof employee>({
    schema,
    person,
    record: state.record,
    carried: { ...state, events: 0 },
    ...(rollOverAt === undefined ? {} : { rollOverAt }),
  });
}
