import { addDays, instantOf, localDate } from '../time.ts';
import { because, nothing, say, type Candidate, type Course } from './course.ts';
import { begin } from './remember.ts';
import { choose, type Scene } from './scene.ts';
import type { Employed } from './standing.ts';
import { profileChange } from './change.ts';
import { lastDayInstant } from './ending.ts';
import { leaveSituation } from './leaves.ts';
import type { Instant, Reason } from './types.ts';

/** When an employment begins for Tenure. */
interface Beginning {
  readonly onboardAt: number;
  readonly effective: string;
  readonly onboardReason: Reason;
  /** Absent when preparing would not come before onboarding. */
  readonly prepare?: { readonly at: number; readonly effective: string; readonly reason: Reason };
}

/** Somebody without an account whom HR lists as employed: prepared some days ahead, onboarded on the first day. */
export function hireCourse(scene: Scene, standing: Employed): Course {
  if (isKeptOut(scene, standing.startDate)) {
    say(scene, 'terminated on request; only a new employment in HR brings the person back');
    return nothing;
  }
  const beginning = beginningOf(scene, standing.startDate);
  const onboarding: Candidate = {
    event: 'onboarding',
    at: beginning.onboardAt,
    effective: beginning.effective,
    reason: beginning.onboardReason,
    remember: begin(scene, standing, 'active'),
    situation: leaveSituation(scene, standing.leaveKind),
  };
  const later = lastDayInstant(scene, standing);
  if (scene.now >= beginning.onboardAt) return { candidates: [onboarding], instants: later };
  const first = instant(onboarding);
  if (scene.memory.phase === 'preboarding')
    return { candidates: profileChange(scene, standing), instants: [first, ...later] };
  const { prepare } = beginning;
  if (prepare === undefined) return { candidates: [], instants: [first, ...later] };
  const preboarding: Candidate = {
    event: 'preboarding',
    ...prepare,
    remember: begin(scene, standing, 'preboarding'),
  };
  if (scene.now >= prepare.at) return { candidates: [preboarding], instants: [first, ...later] };
  return { candidates: [], instants: [instant(preboarding), first, ...later] };
}

/** A former employee with an account whom HR lists as employed again: back on the first day, or at once. */
export function rehireCourse(scene: Scene, standing: Employed): Course {
  if (isKeptOut(scene, standing.startDate)) {
    say(scene, 'terminated on request; only a new employment in HR brings the person back');
    return nothing;
  }
  const reversed = standing.startDate === undefined || standing.startDate === scene.memory.startDate;
  const beginning = beginningOf(scene, standing.startDate);
  const due = scene.now >= beginning.onboardAt;
  const rehire: Candidate = {
    event: 'rehire',
    at: due && reversed ? scene.now : beginning.onboardAt,
    effective: due && reversed ? scene.today : beginning.effective,
    reason: reversed
      ? because('HR lists the person as employed again: the termination was reversed')
      : because(`HR lists a new employment from ${beginning.effective}`, beginning.onboardReason.place),
    remember: begin(scene, standing, 'active'),
    situation: leaveSituation(scene, standing.leaveKind),
  };
  if (due) return { candidates: [rehire], instants: lastDayInstant(scene, standing) };
  say(scene, `the account is kept: the person comes back on ${beginning.effective}`);
  return { candidates: [], instants: [instant(rehire), ...lastDayInstant(scene, standing)] };
}

/**
 * Whether a termination on request keeps somebody out whom HR goes on listing: until HR itself ends the
 * employment, or begins another one later.
 */
function isKeptOut(scene: Scene, startDate: string | undefined): boolean {
  const { terminatedOnRequest, terminatedAt } = scene.memory;
  if (terminatedOnRequest === undefined) return false;
  if (startDate === undefined || startDate === terminatedOnRequest.startDate) return true;
  return terminatedAt !== undefined && startDate <= localDate(terminatedAt, scene.zone);
}

/** The first day of an employment that HR lists while another one is still running. */
export function nextBeginning(scene: Scene, startDate: string): Instant {
  const beginning = beginningOf(scene, startDate);
  return {
    event: 'rehire',
    at: beginning.onboardAt,
    effective: beginning.effective,
    reason: because(`HR lists a new employment from ${startDate}`, beginning.onboardReason.place),
  };
}

function beginningOf(scene: Scene, startDate: string | undefined): Beginning {
  if (startDate === undefined)
    return {
      onboardAt: scene.now,
      effective: scene.today,
      onboardReason: because('the status says employed'),
    };
  const { createDaysAhead, createAt, onboardAt } = scene.policy.lifecycle.hire;
  const onboard = choose(scene, onboardAt);
  const onboardInstant = instantOf(startDate, onboard.value, scene.zone);
  const beginning = {
    onboardAt: onboardInstant,
    effective: startDate,
    onboardReason: because(`first day ${startDate}, ${onboard.value}`, onboard.reason.place),
  };
  if (scene.now >= onboardInstant || scene.memory.phase === 'preboarding') return beginning;
  const ahead = choose(scene, createDaysAhead);
  const create = choose(scene, createAt);
  const effective = addDays(startDate, -ahead.value);
  const at = instantOf(effective, create.value, scene.zone);
  if (at >= onboardInstant) return beginning;
  const text = `${ahead.value} days before the first day ${startDate}, ${create.value}`;
  return { ...beginning, prepare: { at, effective, reason: because(text, ahead.reason.place) } };
}

function instant(candidate: Candidate): Instant {
  return {
    event: candidate.event,
    at: candidate.at,
    effective: candidate.effective,
    reason: candidate.reason,
  };
}
