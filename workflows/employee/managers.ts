import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { employeeWorkflowId } from '../../src/contracts/ids.ts';
import { managerAccountReady, managerAccountWanted } from '../messages.ts';
import type { PersonRef } from '../../src/contracts/activities.ts';
import { cost, count } from './state.ts';
import type { Carried } from './state.ts';

const firstWaitMs = 10 * 60_000;
const longestWaitMs = 24 * 3_600_000;

/** Whether this person has an account that can be named as somebody's manager. */
function hasAccount(state: Carried): boolean {
  return Object.keys(state.memory.accounts).length > 0 && state.memory.phase !== 'deleted';
}

/** Whether reports wait for an account that exists by now. */
export function canAnswerReports(state: Carried): boolean {
  return state.reports.length > 0 && hasAccount(state);
}

/** Tells the reports that wait that the account exists; they stay on the list, as work under way, until then. */
export async function answerReports(state: Carried, person: PersonRef): Promise<void> {
  const reports = new Set(state.reports);
  count(state, reports.size * cost.signal);
  await Promise.allSettled(
    Array.from(reports, async (reportKey) =>
      getExternalWorkflowHandle(employeeWorkflowId(person.organization, reportKey)).signal(
        managerAccountReady,
        {
          managerKey: person.personKey,
        },
      ),
    ),
  );
  state.reports = state.reports.filter((reportKey) => !reports.has(reportKey));
}

/** Whether the manager has to be asked (again) now. */
export function managerToAsk(state: Carried): boolean {
  return state.manager !== undefined && (state.manager.askAgainAt ?? 0) <= Date.now();
}

/**
 * Asks the manager's workflow to tell us when the account exists. The manager may be unknown to Tenure still
 * (same first synchronisation, later page): then it is asked again, ever more rarely.
 */
export async function askManager(state: Carried, person: PersonRef): Promise<void> {
  const wanted = state.manager;
  if (wanted === undefined) return;
  wanted.tries += 1;
  count(state, cost.signal);
  try {
    await getExternalWorkflowHandle(employeeWorkflowId(person.organization, wanted.key)).signal(
      managerAccountWanted,
      {
        reportKey: person.personKey,
      },
    );
    wanted.askAgainAt = Date.now() + longestWaitMs * 30;
  } catch {
    wanted.askAgainAt = Date.now() + Math.min(firstWaitMs * 2 ** (wanted.tries - 1), longestWaitMs);
  }
}
