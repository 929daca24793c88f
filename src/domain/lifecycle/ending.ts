import type { TerminationRule } from '../policy.ts';
import { isoInstant, localDate } from '../time.ts';
import { because, nothing, say, type Candidate, type Course } from './course.ts';
import { judge } from './lookup.ts';
import type { Situation } from './processes/index.ts';
import {
  deletionInstant,
  forget,
  neverBegun,
  stayOut,
  terminate,
  terminateOnRequest,
  withdraw,
} from './remember.ts';
import { choose, hasAccount, hasBegun, hasHalfBegun, leaverRule, type Scene } from './scene.ts';
import { asReason } from './termination-rule.ts';
import { standingOf, type Employed, type Ended, type Standing } from './standing.ts';
import type { Instant, LifecycleRequest, MemoryPatch, Phase, TerminateNowRequest } from './types.ts';

/** The end of an employment whose last day HR knows already. */
export function lastDayInstant(scene: Scene, standing: Employed): readonly Instant[] {
  const { lastDay, endsAt } = standing;
  if (lastDay === undefined || endsAt === undefined) return [];
  const rule = leaverRule(scene);
  const { place } = choose(scene, rule.at).reason;
  sayRule(scene, rule);
  return [
    { event: 'termination', at: endsAt, effective: lastDay, reason: because(`last day ${lastDay}`, place) },
  ];
}

/** A reason that takes the place of the general rule is part of the answer. */
function sayRule(scene: Scene, rule: TerminationRule): void {
  if (rule.name !== undefined) say(scene, `termination${asReason(rule)}`, rule.place);
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
    situation: leaverSituation(scene),
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
  return stayOut(standing.startDate);
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
    situation: leaverSituation(scene),
  };
}

function leaverSituation(scene: Scene): Situation {
  const termination = leaverRule(scene);
  sayRule(scene, termination);
  return { termination };
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
 * a shorter retention does not shorten a promise, and no retention was promised means no deletion. A hold stops it
 * for as long as it lasts.
 */
function deletion(scene: Scene): Course {
  const { memory, now } = scene;
  if (!hasAccount(memory) || memory.terminatedAt === undefined) return nothing;
  const rule = leaverRule(scene);
  sayRule(scene, rule);
  const byPolicy = deletionInstant(scene, rule, memory.terminatedAt);
  if (memory.deleteAt === undefined || byPolicy === undefined) {
    say(scene, 'no deletion is planned for the account', rule.place);
    return nothing;
  }
  const at = Math.max(memory.deleteAt, byPolicy);
  if (isHeld(scene, at)) return nothing;
  const ended = `the termination${asReason(rule)} at ${isoInstant(memory.terminatedAt)}`;
  const instant: Instant = {
    event: 'accountDeletion',
    at,
    effective: localDate(at, scene.zone),
    reason: because(`${rule.deleteAfterDays ?? 0} days after ${ended}`, rule.place),
  };
  if (at > now) return { candidates: [], instants: [instant] };
  return { candidates: [{ ...instant, remember: forget(scene) }], instants: [] };
}

/** Whether a human or the policy wants the account kept beyond its retention. One that cannot be judged holds. */
function isHeld(scene: Scene, deleteAt: number): boolean {
  const { hold } = scene.memory;
  const { legalHold } = scene.policy.lifecycle.termination;
  const waiting = `the account is not deleted on ${localDate(deleteAt, scene.zone)}`;
  if (hold !== undefined)
    say(scene, `${waiting}: held by ${hold.actor} since ${isoInstant(hold.at)}: ${hold.reason}`);
  if (legalHold === undefined) return hold !== undefined;
  const judgement = judge({ when: legalHold.formula, place: legalHold.place }, scene.input);
  if (judgement.kind === 'fault') {
    scene.faults.push(judgement.attention);
    return true;
  }
  if (judgement.holds) say(scene, `${waiting}: legal hold`, legalHold.place);
  return judgement.holds || hold !== undefined;
}
