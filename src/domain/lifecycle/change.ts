import { because, openResync, type Candidate } from './course.ts';
import { leaveSituation } from './leaves.ts';
import { begin, follow } from './remember.ts';
import { hasAccount, hasBegun, type Scene } from './scene.ts';
import type { Employed } from './standing.ts';
import type { Reason } from './types.ts';

/**
 * What brings an account in line when HR or the policy changed, or when a human asked for it. Somebody at
 * work whose account was never made (its creation was skipped or aborted) is onboarded again instead.
 */
export function profileChange(scene: Scene, standing: Employed): readonly Candidate[] {
  const reason = whyChange(scene);
  if (reason === undefined) return [];
  const common = {
    at: scene.now,
    effective: scene.today,
    reason,
    situation: leaveSituation(scene, standing.leaveKind),
    ...(openResync(scene) === undefined ? {} : { requested: true as const }),
  };
  if (hasAccount(scene.memory))
    return [{ event: 'profileChange', ...common, remember: follow(scene, standing) }];
  if (!hasBegun(scene.memory.phase)) return [];
  return [{ event: 'onboarding', ...common, remember: begin(scene, standing, 'active') }];
}

function whyChange(scene: Scene): Reason | undefined {
  const { applied } = scene.memory;
  const resync = openResync(scene);
  if (resync !== undefined) return because(`${resync.actor} asked for a resync`);
  if (applied === undefined) return because('nothing has been applied in full yet');
  if (applied.recordHash !== scene.recordHash) return because('HR changed the record');
  if (applied.policyVersion !== scene.policy.version) return because('the policy changed');
  return undefined;
}
