import type { Scene } from './scene.ts';
import type { Attention, Instant, LifecycleEvent, MemoryPatch, Reason } from './types.ts';
import type { Situation } from './processes/index.ts';

/** An event whose time has come, before it is decided which one goes first. */
export interface Candidate {
  readonly event: LifecycleEvent;
  /** When it should have happened, epoch milliseconds. */
  readonly at: number;
  readonly effective: string;
  readonly reason: Reason;
  readonly remember: MemoryPatch;
  readonly situation?: Situation;
  /** It came due at a date of its own, so a rejection from before that date was not about it. */
  readonly dated?: true;
  /** A human asked for it: an earlier rejection does not hold against it. */
  readonly requested?: true;
  /** The request itself is the human decision. */
  readonly decided?: true;
}

/** What follows for a person in one phase. */
export interface Course {
  /** The most urgent first. */
  readonly candidates: readonly Candidate[];
  readonly instants: readonly Instant[];
  readonly remember?: MemoryPatch;
  readonly attention?: Attention;
}

/** Nothing follows. */
export const nothing: Course = { candidates: [], instants: [] };

/** Adds a sentence to the answer. */
export function say(scene: Scene, text: string, place?: Reason['place']): void {
  scene.reasons.push(place === undefined ? { text } : { text, place });
}

/** A reason for an event or instant. */
export function because(text: string, place?: Reason['place']): Reason {
  return place === undefined ? { text } : { text, place };
}

/** A resync that has not been answered by a full application since. */
export function openResync(scene: Scene): { readonly actor: string } | undefined {
  const appliedAt = scene.memory.applied?.at ?? Number.NEGATIVE_INFINITY;
  return scene.requests.find((request) => request.kind === 'resync' && request.at > appliedAt);
}
