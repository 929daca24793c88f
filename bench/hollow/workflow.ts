import { defineSearchAttributeKey } from '@temporalio/common';
import {
  condition,
  proxyActivities,
  proxyLocalActivities,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { searchAttributes as names } from '../../src/contracts/search-attributes.ts';
import { hollowInput } from './script.ts';
import type { Beat, HollowCall, HollowInput, HollowScript } from './script.ts';

type HollowActivities = Record<string, (input: HollowInput) => Promise<string>>;

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' } as const;
const activities = proxyActivities<HollowActivities>({
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '24 hours',
  retry,
});
const local = proxyLocalActivities<HollowActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 5 },
});

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

/**
 * An empty workflow in the shape of an `employee`: the same events with payloads of the same size, and nothing
 * that decides anything. It has the type `employee`, so that the product's own starter starts it.
 */
export async function employee({ carried }: { readonly carried: HollowScript }): Promise<void> {
  for (const beat of carried.beats) await play(beat);
}

async function play(beat: Beat): Promise<void> {
  switch (beat.kind) {
    case 'activities':
      await Promise.all(beat.calls.map(call));
      return;
    case 'local':
      await local[beat.call.name]?.(hollowInput(beat.call));
      return;
    case 'publish':
      publish();
      return;
    case 'rest':
      await condition(() => false, '90 days', { summary: 'Look again after 90 days' });
      return;
  }
}

async function call(one: HollowCall): Promise<void> {
  const activity = activities[one.name];
  await activity?.executeWithOptions({ summary: one.summary, priority: { priorityKey: 3 } }, [
    hollowInput(one),
  ]);
}

function publish(): void {
  upsertSearchAttributes([
    { key: keyword(names.phase.name), value: 'active' },
    { key: keyword(names.status.name), value: 'idle' },
    { key: keyword(names.lastEvent.name), value: 'onboarding' },
    { key: defineSearchAttributeKey(names.lastEventAt.name, 'DATETIME'), value: new Date() },
    { key: defineSearchAttributeKey(names.nextAt.name, 'DATETIME'), value: null },
    { key: keyword(names.attention.name), value: null },
    { key: defineSearchAttributeKey(names.needsDecision.name, 'BOOL'), value: false },
  ]);
}
