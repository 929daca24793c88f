import type { TerminationRule } from '../policy.ts';
import { addDaysToInstant } from '../time.ts';
import { hasBegun, leaverRule, type Scene } from './scene.ts';
import type { Employed, Ended } from './standing.ts';
import type { AccountMemory, Memory, MemoryPatch, Phase } from './types.ts';

/** What is remembered when the case of an event has been walked to its end, one function per event. */

/** Where somebody who is employed stands, by what is remembered of them. */
export function employedPhase(leaveKind: string | undefined, announcedLastDay: string | undefined): Phase {
  if (leaveKind !== undefined) return 'leave';
  return announcedLastDay === undefined ? 'active' : 'leaving';
}

/** Of `preboarding`, `onboarding` and `rehire`: an employment begins, whatever was before is over. */
export function begin(scene: Scene, standing: Employed, phase: 'preboarding' | 'active'): MemoryPatch {
  return {
    phase,
    startDate: standing.startDate ?? null,
    lastDay: standing.earlierLastDay ?? null,
    announcedLastDay: null,
    terminatedAt: null,
    terminatedOnRequest: null,
    leaveKind: null,
    deleteAt: null,
    ...applied(scene),
  };
}

/** Of `profileChange`. */
export function follow(scene: Scene, standing: Employed): MemoryPatch {
  return { ...startReached(scene, standing), ...applied(scene) };
}

/** Of `leave`. */
export function goOnLeave(scene: Scene, standing: Employed, leaveKind: string): MemoryPatch {
  return { phase: 'leave', leaveKind, ...follow(scene, standing) };
}

/** Of `returnFromLeave`. */
export function comeBack(scene: Scene, standing: Employed): MemoryPatch {
  const phase = employedPhase(undefined, scene.memory.announcedLastDay);
  return { phase, leaveKind: null, ...follow(scene, standing) };
}

/** Of `scheduledTermination`. */
export function announce(scene: Scene, lastDay: string): MemoryPatch {
  return {
    phase: employedPhase(scene.memory.leaveKind, lastDay),
    announcedLastDay: lastDay,
    ...rejectionOver(scene),
  };
}

/** Of `termination`, by HR. */
export function terminate(scene: Scene, standing: Ended): MemoryPatch {
  return {
    ...ended(scene),
    lastDay: standing.lastDay ?? standing.effective,
    terminatedOnRequest: null,
    ...(scene.memory.startDate === undefined && standing.startDate !== undefined
      ? { startDate: standing.startDate }
      : {}),
  };
}

/** Of `termination` on request. */
export function terminateOnRequest(scene: Scene, startDate: string | undefined): MemoryPatch {
  return { ...ended(scene), lastDay: scene.today, ...stayOut(startDate) };
}

/** A human wants the person to stay out, whatever HR says of the employment that begins on the date. */
export function stayOut(startDate: string | undefined): MemoryPatch {
  return { terminatedOnRequest: startDate === undefined ? {} : { startDate } };
}

/** Of `rescission`. */
export function withdraw(scene: Scene, standing: Ended): MemoryPatch {
  return {
    ...ended(scene),
    startDate: standing.startDate ?? null,
    lastDay: standing.lastDay ?? null,
    terminatedOnRequest: null,
  };
}

/** Of somebody whose employment ended before Tenure made anything for them: no case, only the knowledge. */
export function neverBegun(standing: Ended): MemoryPatch {
  return {
    phase: 'terminated',
    startDate: standing.startDate ?? null,
    lastDay: standing.lastDay ?? null,
  };
}

/** Of `accountDeletion`. */
export function forget(scene: Scene): MemoryPatch {
  const accounts: Record<string, AccountMemory | null> = {};
  for (const directory of Object.keys(scene.memory.accounts)) accounts[directory] = null;
  return { phase: 'deleted', deleteAt: null, accounts, ...applied(scene) };
}

/** When an account may be deleted by the rule for the leaver; undefined when it never is. */
export function deletionInstant(
  scene: Scene,
  { deleteAfterDays }: TerminationRule,
  terminatedAt: number,
): number | undefined {
  return deleteAfterDays === undefined
    ? undefined
    : addDaysToInstant(terminatedAt, deleteAfterDays, scene.zone);
}

function ended(scene: Scene): MemoryPatch {
  return {
    phase: 'terminated',
    announcedLastDay: null,
    terminatedAt: scene.now,
    leaveKind: null,
    deleteAt: deletionInstant(scene, leaverRule(scene), scene.now) ?? null,
    ...applied(scene),
  };
}

/** A start date that lies ahead of somebody at work belongs to a next employment. */
function startReached(scene: Scene, standing: Employed): MemoryPatch {
  const { startDate } = standing;
  if (startDate === undefined) return {};
  return startDate <= scene.today || !hasBegun(scene.memory.phase) ? { startDate } : {};
}

function applied(scene: Scene): MemoryPatch {
  const now: NonNullable<Memory['applied']> = {
    recordHash: scene.recordHash,
    policyVersion: scene.policy.version,
    at: scene.now,
  };
  return { applied: now, ...rejectionOver(scene) };
}

/** A rejection holds as long as HR says the same. */
function rejectionOver(scene: Scene): MemoryPatch {
  const { rejected } = scene.memory;
  return rejected !== undefined && rejected.recordHash !== scene.recordHash ? { rejected: null } : {};
}
