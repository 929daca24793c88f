import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type { EmployeeActivities, HrSyncActivities } from '../src/contracts/activities.ts';
import type { LifecycleEvent } from '../src/domain/lifecycle/types.ts';

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' } as const;

/** A step may be retried for a day; then the case asks a human. */
export const stepOptions: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '24 hours',
  // What was cancelled may have been done all the same: the answer is waited for.
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry,
};

/** Leaver 1, follow-up of a decision 2, joiner 3, mover 4, bulk 5 (architecture section 4). */
export function priorityOf(event: LifecycleEvent, decided: boolean): number {
  if (event === 'termination' || event === 'rescission') return 1;
  if (decided) return 2;
  if (event === 'preboarding' || event === 'onboarding' || event === 'rehire') return 3;
  return 4;
}

/** Pure domain code; its answer is recorded, so replay reads it from history. */
export const local = proxyLocalActivities<Pick<EmployeeActivities, 'evaluate'>>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 5 },
});

/** Steps by name. */
export const steps = proxyActivities<EmployeeActivities>(stepOptions);

/** What must not get lost is tried until it succeeds. */
export const recording = proxyActivities<
  Pick<EmployeeActivities, 'recordDecision' | 'recordHold' | 'recognisePerson'>
>({
  startToCloseTimeout: '1 minute',
  retry,
});

/** A leaver does not wait for HR longer than this: the last known record is good enough to disable. */
export const leaverRefresh = proxyActivities<Pick<EmployeeActivities, 'refreshRecord'>>({
  startToCloseTimeout: '60 seconds',
  scheduleToCloseTimeout: '90 seconds',
  retry: { ...retry, maximumInterval: '20 seconds' },
});

/** Anyone else waits for HR; after this the workflow looks at its inbox and tries again later. */
export const patientRefresh = proxyActivities<Pick<EmployeeActivities, 'refreshRecord'>>({
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '10 minutes',
  retry,
});

/** Activities of a run: long reads with heartbeat and resume. */
export const run = proxyActivities<HrSyncActivities>({
  startToCloseTimeout: '2 hours',
  scheduleToCloseTimeout: '12 hours',
  heartbeatTimeout: '2 minutes',
  retry: { ...retry, maximumInterval: '2 minutes' },
});
