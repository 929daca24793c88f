import { profileChange } from './change.ts';
import { because, say, type Candidate, type Course } from './course.ts';
import { lastDayInstant } from './ending.ts';
import { nextBeginning } from './hire.ts';
import { leaveCandidates } from './leaves.ts';
import { announce, employedPhase } from './remember.ts';
import type { Scene } from './scene.ts';
import type { Employed } from './standing.ts';
import type { Instant, MemoryPatch } from './types.ts';

/** Somebody at work or on leave: leaves, announced last days, changes. */
export function employmentCourse(scene: Scene, standing: Employed): Course {
  const withdrawn = withdrawAnnouncement(scene, standing);
  return {
    candidates: [
      ...leaveCandidates(scene, standing),
      ...announcement(scene, standing),
      ...profileChange(scene, standing),
    ],
    instants: [...lastDayInstant(scene, standing), ...afterwards(scene, standing)],
    ...(withdrawn === undefined ? {} : { remember: withdrawn }),
  };
}

function announcement(scene: Scene, standing: Employed): readonly Candidate[] {
  const { lastDay } = standing;
  const { announcedLastDay } = scene.memory;
  if (lastDay === undefined || lastDay === announcedLastDay) return [];
  const text =
    announcedLastDay === undefined
      ? `HR set the last day ${lastDay}`
      : `HR moved the last day from ${announcedLastDay} to ${lastDay}`;
  return [
    {
      event: 'scheduledTermination',
      at: scene.now,
      effective: lastDay,
      reason: because(text, scene.policy.employmentStatus.place),
      remember: announce(scene, lastDay),
    },
  ];
}

function withdrawAnnouncement(scene: Scene, standing: Employed): MemoryPatch | undefined {
  const { announcedLastDay, leaveKind } = scene.memory;
  if (announcedLastDay === undefined || standing.lastDay !== undefined) return undefined;
  say(scene, `the last day ${announcedLastDay} was withdrawn`, scene.policy.employmentStatus.place);
  return { announcedLastDay: null, phase: employedPhase(leaveKind, undefined) };
}

/** HR can list the next employment before the present one has ended. */
function afterwards(scene: Scene, standing: Employed): readonly Instant[] {
  const { startDate, lastDay } = standing;
  if (startDate === undefined || startDate <= scene.today) return [];
  if (lastDay !== undefined && lastDay < startDate) return [nextBeginning(scene, startDate)];
  if (startDate !== scene.memory.startDate)
    say(scene, `HR moved the start date to ${startDate}, after onboarding; the account stays as it is`);
  return [];
}
