import { applyPatch, withCase, withoutBefore } from '../../src/domain/lifecycle/memory.ts';
import type { CaseRef } from '../../src/contracts/activities.ts';
import type {
  CaseRecord,
  DueEvent,
  Evaluation,
  LifecycleRequest,
  MemoryPatch,
} from '../../src/domain/lifecycle/types.ts';
import type { Carried, OpenCase } from './state.ts';

/** How the activities see the case. */
export function caseRef(open: OpenCase): CaseRef {
  const { leaveKind } = open.due.remember;
  return {
    id: open.id,
    event: open.due.event,
    effective: open.due.effective,
    reason: open.due.reason.text,
    ...(typeof leaveKind === 'string' ? { leaveKind } : {}),
  };
}

/**
 * Opens the case of a due event. A case that takes the place of one of the same event goes on under its id:
 * what was noted for it (how the account was before a leave) still holds.
 */
export function openCase(state: Carried, evaluation: Evaluation, due: DueEvent, replaces?: OpenCase): void {
  const { recordHash, policyVersion } = evaluation;
  const same = replaces?.due.event === due.event ? replaces.id : undefined;
  if (same === undefined) state.cases += 1;
  state.open = {
    id: same ?? `${state.cases}-${due.event}`,
    due,
    recordHash,
    policyVersion,
    openedAt: Date.now(),
    stage: 0,
    finished: [],
    skipped: 0,
    changes: 0,
    planned: 0,
    actor: 'tenure',
  };
}

/** Closes the open case, remembers what it leaves behind and asks for a new evaluation. */
export function closeCase(state: Carried, outcome: CaseRecord['outcome'], patch: MemoryPatch): void {
  const open = state.open;
  if (open === undefined) return;
  const walked = outcome === 'completed' || outcome === 'nothingToDo' || outcome === 'skippedSteps';
  if (walked && open.due.forgetBefore === true) state.memory = withoutBefore(state.memory);
  state.memory = withCase(applyPatch(state.memory, patch), {
    caseId: open.id,
    event: open.due.event,
    outcome,
    at: Date.now(),
    changes: open.changes,
  });
  state.requests = state.requests.filter(
    (request) => request.at > open.openedAt || !answers(open, request.kind),
  );
  delete state.open;
  state.restless += 1;
  state.decisions = [];
  state.dirty = true;
}

/** A request is answered by the case that was opened after it, whatever the outcome; one that came later stays. */
function answers(open: OpenCase, kind: LifecycleRequest['kind']): boolean {
  return kind === 'resync' || open.due.event === 'termination';
}

/** Whether every step of the process has been walked. */
export function isWalked(open: OpenCase): boolean {
  return open.stage >= open.due.process.stages.length;
}

/**
 * A leaver's case that has begun to write is walked to its end whatever HR says meanwhile: disabling is
 * forward-only; the correction is a case of its own afterwards.
 */
export function isForwardOnly(open: OpenCase): boolean {
  return open.changes > 0 && (open.due.event === 'termination' || open.due.event === 'accountDeletion');
}
