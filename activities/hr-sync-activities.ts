import { createPeople } from './planning/people.ts';
import { assessRoster } from './run/assess-roster.ts';
import { dispatchChanges } from './run/dispatch-changes.ts';
import { fetchRoster } from './run/fetch-roster.ts';
import { heartbeatProgress } from './run/progress.ts';
import { reportRun } from './run/report-run.ts';
import type { HrSyncActivities } from '../src/contracts/activities.ts';
import type { Dependencies } from './dependencies.ts';
import type { DispatchCursor } from './run/dispatch-changes.ts';
import type { RosterCursor } from './run/fetch-roster.ts';

/** The activities of the `hrSync` workflow: thin wrappers that add heartbeat and resume. */
export function createHrSyncActivities(deps: Dependencies): HrSyncActivities {
  const people = createPeople(deps, Date.now);
  return {
    fetchRoster: async (input) => fetchRoster(deps, input, heartbeatProgress(isRosterCursor)),
    assessRoster: async (input) => assessRoster(deps, people, input, heartbeatProgress(isNumber)),
    dispatchChanges: async (input) => dispatchChanges(deps, input, heartbeatProgress(isDispatchCursor)),
    reportRun: async (input) => reportRun(deps, input),
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isRosterCursor(value: unknown): value is RosterCursor {
  return has(value, 'list', 'string') && has(value, 'page', 'number') && has(value, 'lines', 'number');
}

function isDispatchCursor(value: unknown): value is DispatchCursor {
  return (['lines', 'started', 'signalled', 'adopted'] as const).every((name) => has(value, name, 'number'));
}

function has(value: unknown, name: string, type: 'string' | 'number'): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === type;
}
