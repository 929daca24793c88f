import { readStored, stored, writeStored } from './stored.ts';
import { keepWatermark } from './fetch-roster.ts';
import { TenureError } from '../../src/domain/errors.ts';
import type { Assessment, DispatchOutcome, RosterReference, RunRef } from '../../src/contracts/activities.ts';
import type { EmployeeStarter } from '../../src/contracts/ports.ts';
import type { Dependencies } from '../dependencies.ts';
import type { ChangeLine } from './lines.ts';
import type { Progress } from './progress.ts';

/** How many starts and signals are under way at once. */
const inFlight = 24;
const batchSize = 240;

/** Lines told so far, with what came of them. */
export interface DispatchCursor extends DispatchOutcome {
  readonly lines: number;
}

/**
 * Tells every employee concerned, leavers first: starts the workflow of who is new, signals the others.
 * Resumes after the last batch told; a person told twice finds nothing new. When all are told, what the run
 * saw becomes what the next run compares with.
 */
export async function dispatchChanges(
  deps: Dependencies,
  input: { readonly run: RunRef; readonly roster: RosterReference; readonly assessment: Assessment },
  progress: Progress<DispatchCursor>,
): Promise<DispatchOutcome> {
  const { employees } = deps;
  if (employees === undefined)
    throw new TenureError('INTERNAL', 'This worker cannot start employee workflows.');
  const { run } = input;
  let cursor = progress.resumeFrom ?? { lines: 0, started: 0, signalled: 0, adopted: 0 };
  let batch: ChangeLine[] = [];
  let line = 0;
  const flush = async (): Promise<void> => {
    const told = await tellAll(employees, batch, run);
    cursor = {
      lines: cursor.lines + batch.length,
      started: cursor.started + told.started,
      signalled: cursor.signalled + told.signalled,
      adopted: cursor.adopted + told.adopted,
    };
    batch = [];
    progress.at(cursor);
  };
  for await (const change of readStored(deps.snapshots, stored.changes(run.runId))) {
    line += 1;
    if (line <= cursor.lines) continue;
    batch.push(change);
    if (batch.length >= batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  await writeStored(deps.snapshots, stored.index, readStored(deps.snapshots, stored.runIndex(run.runId)));
  await writeStored(deps.snapshots, stored.lastRoster, readStored(deps.snapshots, stored.roster(run.runId)));
  await keepWatermark(deps, run);
  const { started, signalled, adopted } = cursor;
  return { started, signalled, adopted };
}

/** A few at a time, in order: who comes first in the list is told first. */
async function tellAll(
  employees: EmployeeStarter,
  lines: readonly ChangeLine[],
  run: RunRef,
): Promise<DispatchOutcome> {
  let next = 0;
  const outcome = { started: 0, signalled: 0, adopted: 0 };
  async function worker(): Promise<void> {
    for (let line = lines[next++]; line !== undefined; line = lines[next++]) {
      if (await tell(employees, line, run)) outcome.started += 1;
      else outcome.signalled += 1;
      if (line.adopted) outcome.adopted += 1;
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlight, lines.length) }, worker));
  return outcome;
}

async function tell(employees: EmployeeStarter, line: ChangeLine, run: RunRef): Promise<boolean> {
  if (line.how === 'start' && (await employees.start(line.input, line.priority)) === 'started') return true;
  await employees.receive(line.input, run.runId, line.priority);
  return false;
}
