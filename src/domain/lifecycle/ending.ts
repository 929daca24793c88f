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
import { choose, hasAccount, hasBegun, type Scene } from './scene.ts';
import { standingOf, type Employed, type Ended, type Standing } from './standing.ts';
import type { Instant, LifecycleRequest, MemoryPatch, TerminateNowRequest } from './types.ts';

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
  if (phase === 'terminated') return retention(scene, standing);
  if (phase === 'deleted') {
    say(scene, 'the account was deleted; nothing follows');
    return nothing;
  }
  if (phase === 'preboarding' && hasAccount(scene.memory))
    return { candidates: [ending('rescission', scene, standing)], instants: [] };
  return overBeforeItBegan(scene, standing);
}

/**
 * A termination that a human asked for goes ahead whatever HR says, and without a further decision.
 * Undefined when nobody asked or the person is out already.
 */
export function requestedCourse(scene: Scene): Course | undefined {
  const request = scene.requests.find(isTerminateNow);
  if (request === undefined || isOut(scene)) return undefined;
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
  if (request === undefined || !isOut(scene) || standing.kind !== 'employed') return undefined;
  const { terminatedOnRequest } = scene.memory;
  if (terminatedOnRequest !== undefined && terminatedOnRequest.startDate === standing.startDate)
    return undefined;
  say(scene, `${request.actor} asked for termination: ${request.reason}`);
  return hold(standing.startDate);
}

function isTerminateNow(request: LifecycleRequest): request is TerminateNowRequest {
  return request.kind === 'terminateNow';
}

function isOut(scene: Scene): boolean {
  return scene.memory.phase === 'terminated' || scene.memory.phase === 'deleted';
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
