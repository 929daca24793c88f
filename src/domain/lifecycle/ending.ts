import { isoInstant, localDate } from '../time.ts';
import { because, nothing, say, type Candidate, type Course } from './course.ts';
import {
  deletionInstant,
  forget,
  hold,
  neverBegun,
  terminate,
  terminateOnRequest,
  withdraw,
} from './remember.ts';
import { choose, hasAccount, hasBegun, hasHalfBegun, type Scene } from './scene.ts';
import { standingOf, type Employed, type Ended, type Standing } from './standing.ts';
import type { Instant, LifecycleRequest, MemoryPatch, Phase, TerminateNowRequest } from './types.ts';

/** The end of an employment whose last day HR knows already. */
export function lastDayInstant(scene: Scene, standing: Employed): readonly Instant[] {
  const { lastDay, endsAt } = standing;
  if (lastDay === undefined || endsAt === undefined) return [];
  const { place } = choose(scene, scene.policy.lifecycle.termination.at).reason;
  return [
    { event: 'termination', at: endsAt, effective: lastDay, reason: because(`last day ${lastDay}`, place) },
  ];
}

/** HR says that the employment is over: access ends, or there was none to end, or it is over already. */
export function endedCourse(scene: Scene, standing: Ended): Course {
  const { phase } = scene.memory;
  if (hasBegun(phase)) return { candidates: [ending('termination', scene, standing)], instants: [] };
  if (isOut(scene.memory.phase)) return afterTheEnd(scene, standing);
  if (!hasAccount(scene.memory)) return overBeforeItBegan(scene, standing);
  return { candidates: [ending('rescission', scene, standing)], instants: [] };
}

/**
 * A termination that a human asked for goes ahead whatever HR says, and without a further decision.
 * Undefined when nobody asked or the person is out already.
 */
export function requestedCourse(scene: Scene): Course | undefined {
  const request = scene.requests.find(isTerminateNow);
  if (request === undefined || isClosed(scene)) return undefined;
  const standing = standingOf(scene);
  const startDate = standing.kind === 'unclear' ? undefined : standing.startDate;
  const candidate: Candidate = {
    event: 'termination',
    at: scene.now,
    effective: scene.today,
    reason: because(`${request.actor} asked for it: ${request.reason}`),
    remember: terminateOnRequest(scene, startDate),
    requested: true,
    decided: true,
  };
  return { candidates: [candidate], instants: [] };
}

/**
 * Somebody who is out already, whom HR wants back, and whom a human wants to stay out: the request holds
 * against the employment that HR lists now.
 */
export function keepOut(scene: Scene, standing: Standing): MemoryPatch | undefined {
  const request = scene.requests.find(isTerminateNow);
  if (request === undefined || !isClosed(scene) || standing.kind !== 'employed') return undefined;
  const { terminatedOnRequest } = scene.memory;
  if (terminatedOnRequest !== undefined && terminatedOnRequest.startDate === standing.startDate)
    return undefined;
  say(scene, `${request.actor} asked for termination: ${request.reason}`);
  return hold(standing.startDate);
}

function isTerminateNow(request: LifecycleRequest): request is TerminateNowRequest {
  return request.kind === 'terminateNow';
}

function isOut(phase: Phase): boolean {
  return phase === 'terminated' || phase === 'deleted';
}

/** Out, and not on the way back in either. */
function isClosed({ memory }: Scene): boolean {
  return isOut(memory.phase) && !hasHalfBegun(memory);
}

function ending(event: 'termination' | 'rescission', scene: Scene, standing: Ended): Candidate {
  const { place } = scene.policy.employmentStatus;
  return {
    event,
    at: standing.at,
    effective: standing.effective,
    ...(standing.dated === undefined ? {} : { dated: standing.dated }),
    reason: because(standing.why, place),
    remember: event === 'termination' ? terminate(scene, standing) : withdraw(scene, standing),
  };
}

function overBeforeItBegan(scene: Scene, standing: Ended): Course {
  say(scene, `${standing.why}; Tenure made no account for the person, so there is nothing to end`);
  return { candidates: [], instants: [], remember: neverBegun(standing) };
}

/** A return that HR withdrew while it was walked is closed again; otherwise retention runs. */
function afterTheEnd(scene: Scene, standing: Ended): Course {
  if (hasHalfBegun(scene.memory))
    return { candidates: [ending('termination', scene, standing)], instants: [] };
  if (scene.memory.phase === 'terminated') return retention(scene, standing);
  say(scene, 'the account was deleted; nothing follows');
  return nothing;
}

/** After termination: what HR corrects is taken over, and the account is deleted when retention is over. */
function retention(scene: Scene, standing: Ended): Course {
  const { memory } = scene;
  const { startDate, lastDay } = standing;
  const corrected =
    (lastDay !== undefined && lastDay !== memory.lastDay) ||
    (startDate !== undefined && startDate !== memory.startDate);
  const confirmed = memory.terminatedOnRequest !== undefined;
  const remember: MemoryPatch = {
    ...(lastDay === undefined ? {} : { lastDay }),
    ...(startDate === undefined ? {} : { startDate }),
    ...(confirmed ? { terminatedOnRequest: null } : {}),
  };
  if (confirmed) say(scene, 'HR has ended the employment too');
  return { ...deletion(scene), ...(corrected || confirmed ? { remember } : {}) };
}

/**
 * The account goes when both what was promised at termination and what the policy says now have passed:
 * a shorter retention does not shorten a promise, and no retention was promised means no deletion.
 */
function deletion(scene: Scene): Course {
  const { memory, now } = scene;
  const { deleteAfterDays, place } = scene.policy.lifecycle.termination;
  if (!hasAccount(memory) || memory.terminatedAt === undefined) return nothing;
  const byPolicy = deletionInstant(scene, memory.terminatedAt);
  if (memory.deleteAt === undefined || byPolicy === undefined) {
    say(scene, 'no deletion is planned for the account', place);
    return nothing;
  }
  const at = Math.max(memory.deleteAt, byPolicy);
  const instant: Instant = {
    event: 'accountDeletion',
    at,
    effective: localDate(at, scene.zone),
    reason: because(
      `${deleteAfterDays ?? 0} days after the termination at ${isoInstant(memory.terminatedAt)}`,
      place,
    ),
  };
  if (at > now) return { candidates: [], instants: [instant] };
  return { candidates: [{ ...instant, remember: forget(scene) }], instants: [] };
}
