import type { LeaveRule } from '../policy.ts';
import { because, say, type Candidate } from './course.ts';
import type { Situation } from './processes/index.ts';
import { comeBack, goOnLeave } from './remember.ts';
import { halfWalked, type Scene } from './scene.ts';
import type { Employed } from './standing.ts';

/** The leave that processes have to respect; empty when the person is on none that the policy knows. */
export function leaveSituation(scene: Scene, leaveKind: string | undefined): Situation {
  const rule = leaveRule(scene, leaveKind);
  return leaveKind === undefined || rule === undefined ? {} : { leave: { kind: leaveKind, rule } };
}

/**
 * A leave that begins, turns into another kind without access in between, or ends. One whose beginning or end
 * was stopped half-way is begun or ended again, because the account stands in between.
 */
export function leaveCandidates(scene: Scene, standing: Employed): readonly Candidate[] {
  const current = scene.memory.leaveKind;
  const stopped = halfWalked(scene.memory);
  const unsettled = stopped === 'leave' || stopped === 'returnFromLeave';
  if (standing.leaveKind === current && !unsettled) return [];
  if (standing.leaveKind !== undefined) return beginning(scene, standing, standing.leaveKind);
  const ended = current === undefined ? 'HR withdrew the leave' : `HR ended leave ${current}`;
  return [
    {
      event: 'returnFromLeave',
      at: scene.now,
      effective: scene.today,
      reason: because(ended, scene.policy.employmentStatus.place),
      remember: comeBack(scene, standing),
    },
  ];
}

function beginning(scene: Scene, standing: Employed, leaveKind: string): readonly Candidate[] {
  const current = scene.memory.leaveKind;
  const rule = leaveRule(scene, leaveKind);
  if (rule === undefined) {
    say(
      scene,
      `lifecycle.leave has no ${leaveKind}: nothing is changed for it`,
      scene.policy.employmentStatus.place,
    );
    return [];
  }
  const changed = current !== undefined && current !== leaveKind;
  return [
    {
      event: 'leave',
      at: scene.now,
      effective: scene.today,
      reason: because(
        changed ? `HR changed leave ${current} to ${leaveKind}` : `HR lists leave ${leaveKind}`,
        rule.place,
      ),
      remember: goOnLeave(scene, standing, leaveKind),
      situation: { leave: { kind: leaveKind, rule } },
    },
  ];
}

function leaveRule(scene: Scene, leaveKind: string | undefined): LeaveRule | undefined {
  if (leaveKind === undefined || !Object.hasOwn(scene.policy.lifecycle.leave, leaveKind)) return undefined;
  return scene.policy.lifecycle.leave[leaveKind];
}
