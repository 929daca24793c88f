import type { Instant } from '../../src/domain/lifecycle/types.ts';
import type { Carried } from './state.ts';

/** A wait is never longer: a wake picks up a changed policy and costs seven events. */
const longestMs = 90 * 24 * 3_600_000;
/** Simultaneous starters are spread over this span; leavers are never kept waiting. */
const spreadMs = 60_000;

/** How long to rest, and why, for the timer's summary. */
export function waitMs(state: Carried): { ms: number; summary: string } {
  const now = Date.now();
  let until = now + longestMs;
  let summary = 'Look again after 90 days';
  const consider = (at: number | undefined, why: string): void => {
    if (at === undefined || at >= until) return;
    until = at;
    summary = why;
  };
  consider(state.retryAt, 'Ask HR again');
  consider(state.manager?.askAgainAt, "Ask again for the manager's account");
  consider(state.open?.wait?.remindAt, 'Remind of the open decision');
  for (const next of state.evaluation?.instants ?? []) {
    const at = isUrgent(next) ? next.at : next.at + spread(state.record.personKey);
    // It has come, but HR or the rules could not be asked: then the next try counts.
    if (at <= now && state.retryAt !== undefined) continue;
    consider(at, `Until ${next.event} on ${next.effective}`);
  }
  return { ms: Math.max(until - now, 1), summary };
}

function isUrgent({ event }: Instant): boolean {
  return event === 'termination' || event === 'rescission';
}

/** FNV-1a over the person key: the same person always gets the same delay. */
function spread(personKey: string): number {
  let hash = 0x811c9dc5;
  for (const character of personKey) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash % spreadMs;
}
