import { employeeWorkflowId } from '../../src/contracts/ids.ts';
import { answersOf } from './decisions.ts';
import { hasHoldToRecord } from './holds.ts';
import { canAnswerReports, managerToAsk } from './managers.ts';
import type { PersonRef } from '../../src/contracts/activities.ts';
import type { EmployeeView, OpenDecision } from '../../src/contracts/messages.ts';
import type { EmployeeStatus } from '../../src/contracts/search-attributes.ts';
import type { Carried } from './state.ts';

/** In one word, what the workflow is doing. */
export function statusOf(state: Carried): EmployeeStatus {
  if (state.open?.wait?.kind === 'approval') return 'waitingForDecision';
  if (state.open?.wait !== undefined || state.attention !== undefined) return 'attention';
  if (state.open !== undefined) return 'working';
  return state.memory.phase === 'deleted' ? 'closed' : 'idle';
}

/** The open question to a human, if there is one. */
export function decisionOf(state: Carried, person: PersonRef): OpenDecision | undefined {
  const open = state.open;
  if (open?.wait === undefined) return undefined;
  const { wait } = open;
  return {
    workflowId: employeeWorkflowId(person.organization, person.personKey),
    personKey: person.personKey,
    caseId: open.id,
    event: open.due.event,
    kind: wait.kind,
    askedAt: wait.askedAt,
    reason: open.due.reason,
    answers: answersOf(wait, open.plan),
    ...(open.plan === undefined ? {} : { plan: open.plan }),
    ...(wait.step === undefined ? {} : { step: wait.step }),
    ...(wait.attention === undefined ? {} : { attention: wait.attention }),
  };
}

function isBusy(state: Carried): boolean {
  const walking = state.open !== undefined && state.open.wait === undefined;
  return (
    hasHoldToRecord(state) ||
    state.dirty ||
    state.decisions.length > 0 ||
    walking ||
    canAnswerReports(state) ||
    managerToAsk(state)
  );
}

/** Answer of the query `status`. */
export function view(state: Carried, person: PersonRef): EmployeeView {
  const decision = decisionOf(state, person);
  return {
    personKey: person.personKey,
    status: statusOf(state),
    phase: state.memory.phase,
    memory: state.memory,
    instants: state.evaluation?.instants ?? [],
    reasons: state.evaluation?.reasons ?? [],
    ...(decision === undefined ? {} : { decision }),
    ...(state.attention === undefined ? {} : { attention: state.attention }),
    policyVersion: state.evaluation?.policyVersion ?? '',
    busy: isBusy(state),
    ...(state.wakesAt === undefined ? {} : { wakesAt: state.wakesAt }),
    now: Date.now(),
  };
}
