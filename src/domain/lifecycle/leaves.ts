import type { LeaveRule } from '../policy.ts';
import { because, say, type Candidate } from './course.ts';
import type { Situation } from './processes/index.ts';
import { comeBack, goOnLeave } from './remember.ts';
import type { Scene } from './scene.ts';
import type { Employed } from './standing.ts';

/** The leave that processes have to respect; empty when the person is on none that the policy knows. */
export function leaveSituation(scene: Scene, leaveKind: string | undefined): Situation {
  const rule = leaveRule(scene, leaveKind);
  return leaveKind === undefined || rule === undefined ? {} : { leave: { kind: leaveKind, rule } };
}

/** A leave that begins, turns into another kind without access in between, or ends. */
export function leaveCandidates(scene: Scene, standing: Employed): readonly Candidate[] {
  const current = scene.memory.leaveKind;
  const { leaveKind } = standing;
  if (leaveKind === current) return [];
  const now = { at: scene.now, effective: scene.today };
  if (leaveKind === undefined) {
    const reason = because(`HR ended leave ${current ?? ''}`, scene.policy.employmentStatus.place);
    return [{ event: 'returnFromLeave', ...now, reason, remember: comeBack(scene, standing) }];
  }
  const rule = leaveRule(scene, leaveKind);
  if (rule === undefined) {
    say(
      scene,
      `lifecycle.leave has no ${leaveKind}: nothing is changed for it`,
      scene.policy.employmentStatus.place,
    );
    return [];
  }
  const text =
    current === undefined ? `HR lists leave ${leaveKind}` : `HR changed leave ${current} to ${leaveKind}`;
  return [
    {
      event: 'leave',
      ...now,
      reason: because(text, rule.place),
      remember: goOnLeave(scene, standing, leaveKind),
      situation: { leave: { kind: leaveKind, rule } },
    },
  ];
}

function leaveRule(scene: Scene, leaveKind: string | undefined): LeaveRule | undefined {
  if (leaveKind === undefined || !Object.hasOwn(scene.policy.lifecycle.leave, leaveKind)) return undefined;
  return scene.policy.lifecycle.leave[leaveKind];
}
