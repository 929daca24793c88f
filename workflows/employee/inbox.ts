import { log, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import * as messages from '../messages.ts';
import { view } from './view.ts';
import { accepted, cost, count } from './state.ts';
import { readSignal } from '../decision-signals.ts';
import { answersOf } from './decisions.ts';
import { listenForHolds } from './holds.ts';
import type { PersonRef } from '../../src/contracts/activities.ts';
import type { Decide, DecisionAnswer, DecisionSignal } from '../../src/contracts/messages.ts';
import type { Carried } from './state.ts';

/** Reports kept on the list of those who wait for this manager; more find their way at the next synchronisation. */
const reportsKept = 500;

/**
 * Registers all handlers. They only note what came; the loop works it off. Validators refuse what can never
 * be worked off, so that the caller hears it at once.
 */
export function listen(state: Carried, person: PersonRef): void {
  setHandler(
    messages.hrRecordReceived,
    ({ record }) => {
      count(state, cost.message);
      state.record = record;
      state.dirty = true;
      state.refresh = false;
      delete state.retryAt;
    },
    { description: 'HR describes the person like this now.' },
  );
  setHandler(
    messages.managerAccountReady,
    ({ managerKey }) => {
      if (state.manager?.key !== managerKey) return;
      delete state.manager;
      askForCorrection(state);
    },
    { description: "The manager's account exists now." },
  );
  setHandler(
    messages.managerAccountWanted,
    ({ reportKey }) => {
      count(state, cost.message);
      if (!state.reports.includes(reportKey) && state.reports.length < reportsKept)
        state.reports.push(reportKey);
    },
    { description: 'A report waits for this person to have an account.' },
  );
  setHandler(
    messages.nudge,
    () => {
      count(state, cost.message);
      state.dirty = true;
    },
    { description: 'Wake up and look again; sent after a deploy.' },
  );
  listenForDecisions(state);
  listenForHolds(state);
  setHandler(
    messages.resync,
    () => {
      state.refresh = true;
      askForCorrection(state);
      return accepted;
    },
    { description: 'Read the person again from HR and correct whatever differs.' },
  );
  setHandler(
    messages.terminateNow,
    ({ actor, reason }) => {
      state.requests.push({ kind: 'terminateNow', actor, reason, at: Date.now() });
      state.dirty = true;
      return accepted;
    },
    {
      description: 'Terminate at once, before HR knows. A reason is required.',
      validator: ({ actor, reason }) => {
        if (!actor?.trim() || !reason?.trim()) throw new Error('terminateNow needs an actor and a reason.');
      },
    },
  );
  setHandler(messages.status, () => view(state, person), {
    description: 'Where the person stands, and why.',
  });
  setDefaultSignalHandler((name) => {
    state.oddity = `An unknown signal "${name}" was ignored.`;
    log.warn('Unknown signal ignored', { signal: name });
  });
}

function listenForDecisions(state: Carried): void {
  const bySignal = (answer: DecisionAnswer) => (said: DecisionSignal) => {
    const { actor, comment } = readSignal(said);
    const decision: Decide = { answer, actor, ...(comment === undefined ? {} : { comment }) };
    const refusal = refusalOf(state, decision);
    if (refusal === undefined) state.decisions.push(decision);
    else state.oddity = `The signal "${answer}" was ignored: ${refusal}`;
  };
  setHandler(messages.approve, bySignal('approve'), {
    description: 'Approve the open decision. Input: {"actor": "you", "comment": "why"}.',
  });
  setHandler(messages.reject, bySignal('reject'), {
    description: 'Reject the open decision. Input: {"actor": "you", "comment": "why"}.',
  });
  setHandler(
    messages.decide,
    (decision) => {
      state.decisions.push(decision);
      return accepted;
    },
    {
      description: 'Answer the open decision: approve, reject, retry, skip or abort.',
      validator: (decision) => {
        const refusal = refusalOf(state, decision);
        if (refusal !== undefined) throw new Error(refusal);
      },
    },
  );
}

/** Applied state is forgotten, so that the next evaluation compares everything again. */
export function askForCorrection(state: Carried): void {
  state.requests.push({ kind: 'resync', actor: 'tenure', at: Date.now() });
  state.dirty = true;
}

/** Why a decision cannot be taken, or undefined when it can. Read-only: it also runs as a validator. */
function refusalOf(state: Carried, decision: Decide): string | undefined {
  const open = state.open;
  if (open?.wait === undefined) return 'Nothing is waiting for a decision.';
  if (!decision.actor?.trim()) return 'A decision needs an actor.';
  const answers = answersOf(open.wait, open.plan);
  if (!answers.includes(decision.answer)) {
    return `"${decision.answer}" is no answer to this; it can be ${answers.join(', ')}.`;
  }
  if (decision.digest !== undefined && decision.digest !== open.plan?.digest) {
    return 'The plan has changed since it was shown; look at it again.';
  }
  if (state.decisions.length > 0) return 'A decision was taken already and is being worked off.';
  return undefined;
}
