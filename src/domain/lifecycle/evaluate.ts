import type { Policy } from '../policy.ts';
import type { Candidate, Course } from './course.ts';
import { nothing, openResync, say } from './course.ts';
import { endedCourse, keepOut, requestedCourse } from './ending.ts';
import { employmentCourse } from './employment.ts';
import { hireCourse, rehireCourse } from './hire.ts';
import { judge } from './lookup.ts';
import { applyPatch } from './memory.ts';
import { processOf } from './processes/index.ts';
import { hasAccount, hasBegun, openScene, type EvaluationInput, type Scene } from './scene.ts';
import { standingOf, type Standing } from './standing.ts';
import type { Attention, DueEvent, Evaluation, Instant, LifecycleEvent } from './types.ts';

export type { EvaluationInput } from './scene.ts';

/** An event this much behind its instant is late; timers are spread and wakes take a moment. */
const lateAfterMs = 3_600_000;

/**
 * Where the person stands, what is due now, what comes later, and why. Pure: the same policy, record, memory,
 * moment and requests give the same answer. At most one event is due, the most urgent; once its case has been
 * walked and `remember` has been applied, asking again gives the next one, never the same again.
 *
 * What cannot be decided is an `attention` with nothing due. Only a termination goes ahead when a condition
 * elsewhere cannot be judged: access is not prolonged by a faulty rule.
 */
export function evaluate(policy: Policy, input: EvaluationInput): Evaluation {
  const scene = openScene(policy, input);
  const course = courseOf(scene);
  const chosen = chooseCandidate(scene, course.candidates);
  const attention = course.attention ?? faultOf(scene, chosen);
  const memory = course.remember === undefined ? scene.memory : applyPatch(scene.memory, course.remember);
  return {
    phase: memory.phase,
    ...(chosen === undefined || attention !== undefined ? {} : { due: dueEvent(scene, chosen) }),
    instants: instantsOf(scene, course, attention),
    reasons: scene.reasons,
    ...(attention === undefined ? {} : { attention }),
    policyVersion: policy.version,
    recordHash: scene.recordHash,
    ...(course.remember === undefined ? {} : { remember: course.remember }),
  };
}

/** Where HR sees the person now, by the same rules as {@link evaluate}; for planning what an account needs. */
export function standingNow(policy: Policy, input: Omit<EvaluationInput, 'requests'>): Standing {
  return standingOf(openScene(policy, { ...input, requests: [] }));
}

function courseOf(scene: Scene): Course {
  return requestedCourse(scene) ?? exclusionOf(scene) ?? courseByHr(scene);
}

function courseByHr(scene: Scene): Course {
  const standing = standingOf(scene);
  if (standing.kind === 'unclear') return { ...nothing, attention: standing.attention };
  const keptOut = keepOut(scene, standing);
  if (keptOut !== undefined) return { ...nothing, remember: keptOut };
  const course = byPhase(scene, standing);
  const unanswered = openResync(scene) !== undefined && course.candidates.length === 0;
  if (unanswered) say(scene, `a resync changes nothing for somebody who is ${scene.memory.phase}`);
  return course;
}

function byPhase(scene: Scene, standing: Exclude<Standing, { kind: 'unclear' }>): Course {
  if (standing.kind === 'ended') return endedCourse(scene, standing);
  const { memory } = scene;
  if (hasBegun(memory.phase)) return employmentCourse(scene, standing);
  if (memory.phase === 'terminated' && hasAccount(memory)) return rehireCourse(scene, standing);
  return hireCourse(scene, standing);
}

/** Absence from the filter is never termination: who is left out stays as they are. */
function exclusionOf(scene: Scene): Course | undefined {
  const { include } = scene.policy;
  if (include === undefined) return undefined;
  const judgement = judge({ when: include.formula, place: include.place }, scene.input);
  if (judgement.kind === 'fault') return { ...nothing, attention: judgement.attention };
  if (judgement.holds) return undefined;
  say(scene, 'hrData.include leaves the person out: the account stays as it is', include.place);
  return nothing;
}

/** The most urgent candidate. What a human rejected for exactly this record, and what is less urgent, rests. */
function chooseCandidate(scene: Scene, candidates: readonly Candidate[]): Candidate | undefined {
  let rests: LifecycleEvent | undefined;
  for (const candidate of candidates) {
    if (isRejected(scene, candidate)) rests = candidate.event;
    if (rests === undefined || candidate.requested === true) return candidate;
  }
  if (rests !== undefined)
    say(scene, `${rests} was rejected for this record; nothing is done until HR changes it`);
  return undefined;
}

/** A termination that was called off ahead of its day says nothing about the day itself. */
function isRejected({ memory, recordHash }: Scene, candidate: Candidate): boolean {
  const { rejected } = memory;
  if (rejected?.event !== candidate.event || rejected.recordHash !== recordHash) return false;
  if (candidate.dated !== true) return true;
  const called = memory.recent.findLast(
    ({ event, outcome }) => event === candidate.event && (outcome === 'rejected' || outcome === 'aborted'),
  );
  return called === undefined || called.at >= candidate.at;
}

/** Events after which the account is again what it was before a leave or a termination. */
const restores: ReadonlySet<LifecycleEvent> = new Set(['returnFromLeave', 'rehire']);

function dueEvent(scene: Scene, candidate: Candidate): DueEvent {
  const { lifecycle } = scene.policy;
  const waits = candidate.decided !== true && lifecycle.supervised.includes(candidate.event);
  const { remindEveryMs } = lifecycle;
  scene.reasons.push(candidate.reason);
  return {
    event: candidate.event,
    at: candidate.at,
    effective: candidate.effective,
    reason: candidate.reason,
    late: scene.now - candidate.at > lateAfterMs,
    ...(waits ? { supervised: remindEveryMs === undefined ? {} : { remindEveryMs } } : {}),
    process: processOf(candidate.event, scene.policy, candidate.situation),
    remember: candidate.remember,
    ...(restores.has(candidate.event) ? { forgetBefore: true } : {}),
  };
}

function faultOf(scene: Scene, chosen: Candidate | undefined): Attention | undefined {
  const [fault] = scene.faults;
  if (fault === undefined) return undefined;
  if (chosen?.event !== 'termination') return fault;
  say(scene, `${fault.message}; the default is used because the person is leaving`);
  return undefined;
}

function instantsOf(scene: Scene, course: Course, attention: Attention | undefined): readonly Instant[] {
  return course.instants
    .filter((instant) => instant.at > scene.now)
    .filter((instant) => attention === undefined || instant.event === 'termination')
    .toSorted((a, b) => a.at - b.at);
}
