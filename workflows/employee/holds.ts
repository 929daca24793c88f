import { ActivityFailure, CancellationScope, setHandler } from '@temporalio/workflow';
import { applyPatch } from '../../src/domain/lifecycle/memory.ts';
import * as messages from '../messages.ts';
import { recording } from '../options.ts';
import { attentionFrom } from './attention.ts';
import { accepted } from './state.ts';
import type { PersonRef, RecordHoldInput } from '../../src/contracts/activities.ts';
import type { Carried } from './state.ts';

/** Deletions under way; a hold stops what the directory has not done yet. */
const deletions = new WeakMap<Carried, CancellationScope>();

/** Registers `hold` and `release`. A hold holds from the moment it is accepted; the journal follows. */
export function listenForHolds(state: Carried): void {
  setHandler(
    messages.hold,
    ({ actor, reason }) => {
      const now = Date.now();
      state.memory = applyPatch(state.memory, { hold: { actor, reason, at: now } });
      note(state, { what: 'hold', actor, reason, now });
      deletions.get(state)?.cancel();
      return accepted;
    },
    {
      description: 'Keep the account beyond its retention until it is released. A reason is required.',
      validator: ({ actor, reason }) => {
        if (!actor?.trim() || !reason?.trim()) throw new Error('hold needs an actor and a reason.');
        const held = state.memory.hold;
        if (held !== undefined)
          throw new Error(`The account is held already, by ${held.actor}: ${held.reason}`);
      },
    },
  );
  setHandler(
    messages.release,
    ({ actor, reason }) => {
      state.memory = applyPatch(state.memory, { hold: null });
      note(state, { what: 'release', actor, ...(reason === undefined ? {} : { reason }), now: Date.now() });
      return accepted;
    },
    {
      description: 'End the hold; a deletion that has come due meanwhile goes ahead.',
      validator: ({ actor }) => {
        if (!actor?.trim()) throw new Error('release needs an actor.');
        if (state.memory.hold === undefined) throw new Error('The account is not held.');
      },
    },
  );
}

function note(state: Carried, line: Omit<RecordHoldInput, 'person'>): void {
  state.holds = [...(state.holds ?? []), line];
  state.dirty = true;
}

/** Whether a hold or release is not in the journal yet. */
export function hasHoldToRecord(state: Carried): boolean {
  return state.holds !== undefined && state.holds.length > 0;
}

/** Writes the oldest hold or release into the journal. */
export async function recordHold(state: Carried, person: PersonRef): Promise<void> {
  const line = state.holds?.shift();
  if (line === undefined) return;
  try {
    await recording.recordHold.executeWithOptions(
      { summary: `Record: ${line.what}`, priority: { priorityKey: 2 } },
      [{ person, ...line }],
    );
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    state.oddity = `The ${line.what} by ${line.actor} is not in the journal: ${attentionFrom(error).message}`;
  }
}

/** Runs a deletion that a hold stops as long as the directory has not been reached. */
export async function unlessHeld<T>(state: Carried, run: () => Promise<T>): Promise<T> {
  const scope = new CancellationScope();
  deletions.set(state, scope);
  try {
    return await scope.run(run);
  } finally {
    deletions.delete(state);
  }
}
