import { TenureError } from '../../domain/errors.ts';
import { parseInstant } from './calendar.ts';
import type { LifeScript, ScriptedEvent } from './life-events.ts';
import type { Workforce } from './workforce.ts';

/** What became of a scripted event when its moment came. */
export interface PlayedEvent {
  readonly at: string;
  readonly kind: ScriptedEvent['event']['kind'];
  /** The person it was about, when it could be applied. */
  readonly personKey?: string;
  /** Why it could not be applied. The script goes on. */
  readonly refused?: string;
}

/** The wall clock of the HR server. It moves when told to, never back, never by itself. */
export interface VirtualClock {
  /** Epoch milliseconds of the HR server's wall clock, kept as if it were UTC. */
  now(): number;
  /** `2026-01-31T08:00:00.000Z`. */
  iso(): string;
  /**
   * Moves on to an ISO date or date-time and plays what the script holds up to then, each event at its own
   * moment. Throws `REQUEST_INVALID` for a moment that is past or cannot be read.
   */
  advanceTo(moment: string): readonly PlayedEvent[];
  /** Adds events to the script. Throws `REQUEST_INVALID`, adding nothing, when one lies in the past. */
  schedule(script: LifeScript): void;
  /** Events that are still to come, in order. */
  upcoming(): readonly ScriptedEvent[];
  /** Drops the rest of the script and answers how many events that were. */
  dropScript(): number;
}

function play(workforce: Workforce, { at, event }: ScriptedEvent, now: number): PlayedEvent {
  try {
    return { at, ...workforce.apply(event, now) };
  } catch (error) {
    if (error instanceof TenureError) return { at, kind: event.kind, refused: error.message };
    throw error;
  }
}

/** A clock that stands at `start` (ISO date or date-time) and drives a workforce. */
export function createClock(workforce: Workforce, start: string): VirtualClock {
  let now = parseInstant(start, 'today');
  let script: ScriptedEvent[] = [];
  return {
    now: () => now,
    iso: () => new Date(now).toISOString(),
    advanceTo(moment) {
      const target = parseInstant(moment, 'the moment to advance to');
      if (target < now) {
        throw new TenureError(
          'REQUEST_INVALID',
          `the virtual clock stands at ${new Date(now).toISOString()} and does not go back`,
        );
      }
      const due = script.findIndex(({ at }) => parseInstant(at, 'at') > target);
      const playing = due < 0 ? script : script.slice(0, due);
      script = due < 0 ? [] : script.slice(due);
      const played: PlayedEvent[] = [];
      for (const entry of playing) {
        now = parseInstant(entry.at, 'at');
        played.push(play(workforce, entry, now));
      }
      now = target;
      return played;
    },
    schedule(added) {
      const early = added.find(({ at }) => parseInstant(at, 'at') < now);
      if (early !== undefined) {
        throw new TenureError('REQUEST_INVALID', `the script holds an event for ${early.at}, which is past`);
      }
      script = [...script, ...added].toSorted((a, b) => parseInstant(a.at, 'at') - parseInstant(b.at, 'at'));
    },
    upcoming: () => script,
    dropScript() {
      const dropped = script.length;
      script = [];
      return dropped;
    },
  };
}
