import { TenureError } from '../../src/domain/errors.ts';
import { readAllStored, readStored, runFolders, stored, writeStored } from './stored.ts';
import type { RosterReference, RunRef } from '../../src/contracts/activities.ts';
import type { HrRow } from '../../src/contracts/ports.ts';
import type { HrRecord, RecordProblem } from '../../src/domain/hr/record.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Watermark } from './lines.ts';
import type { Progress } from './progress.ts';

/** How far a full read is: pages up to `page` of `list` are stored, `lines` rows in all for that list. */
export interface RosterCursor {
  readonly list: string;
  readonly page: number;
  readonly lines: number;
}

/** Changes are looked for this much before the last read: the service lags by up to three hours (ukg-pro-api 8). */
const overlapMs = 24 * 3_600_000;

/**
 * Reads HR and stores the records of the run, sorted by person key, by reference. A full read stores page by
 * page and resumes after the last page told; a delta read takes the changed persons over the last roster.
 */
export async function fetchRoster(
  deps: Dependencies,
  input: { readonly run: RunRef; readonly mode: 'full' | 'delta'; readonly now: number },
  progress: Progress<RosterCursor>,
): Promise<RosterReference> {
  const { run, now } = input;
  const watermark = await readWatermark(deps);
  const full = input.mode === 'full' || watermark === undefined || isFullDue(deps, watermark, now);
  const { records, problems } = full
    ? await readAll(deps, run, progress)
    : await readChanged(deps, watermark, now, progress);
  const sorted = records.toSorted((a, b) => (a.personKey < b.personKey ? -1 : 1));
  await writeStored(deps.snapshots, stored.roster(run.runId), sorted);
  await writeStored(deps.snapshots, stored.problems(run.runId), problems);
  await writeStored(deps.snapshots, stored.runWatermark(run.runId), [
    { readAt: now, fullAt: full ? now : (watermark?.fullAt ?? now) },
  ]);
  await deps.snapshots.remove(runFolders.raw(run.runId));
  return { snapshot: stored.roster(run.runId).key, rows: sorted.length, problems: problems.length };
}

/** The run was dispatched: the next delta starts from here. */
export async function keepWatermark(deps: Dependencies, run: RunRef): Promise<void> {
  await writeStored(
    deps.snapshots,
    stored.watermark,
    readStored(deps.snapshots, stored.runWatermark(run.runId)),
  );
}

interface Roster {
  readonly records: readonly HrRecord[];
  readonly problems: readonly RecordProblem[];
}

async function readAll(deps: Dependencies, run: RunRef, progress: Progress<RosterCursor>): Promise<Roster> {
  const { lists } = deps.hr;
  const resume = progress.resumeFrom;
  const start = resume === undefined ? 0 : Math.max(lists.indexOf(resume.list), 0);
  for (const [position, list] of lists.entries()) {
    if (position < start) continue;
    const resumed = resume !== undefined && list === resume.list;
    const { key } = stored.raw(run.runId, list);
    let lines = resumed ? resume.lines : 0;
    // What the last attempt stored beyond its last word is cut off, so that no page stands twice.
    await deps.snapshots.append(key, [], lines);
    for await (const { page, rows } of deps.hr.pages(list, resumed ? resume.page + 1 : 1, progress.signal)) {
      lines += await deps.snapshots.append(key, rows);
      progress.at({ list, page, lines });
    }
  }
  const rows = new Map<string, readonly HrRow[]>();
  for (const list of lists) rows.set(list, await readAllStored(deps.snapshots, stored.raw(run.runId, list)));
  return deps.hr.assemble(rows);
}

async function readChanged(
  deps: Dependencies,
  watermark: Watermark,
  now: number,
  progress: Progress<RosterCursor>,
): Promise<Roster> {
  const byKey = new Map<string, HrRecord>();
  for await (const record of readStored(deps.snapshots, stored.lastRoster))
    byKey.set(record.personKey, record);
  const keys = await deps.hr.changedBetween(watermark.readAt - overlapMs, now, progress.signal);
  const problems: RecordProblem[] = [];
  for (const [position, personKey] of keys.entries()) {
    progress.at({ list: 'changes', page: position, lines: position });
    try {
      const record = await deps.hr.person(personKey, progress.signal);
      if (record !== undefined) byKey.set(personKey, record);
    } catch (error) {
      if (!isRecordProblem(error)) throw error;
      problems.push({ personKey, severity: 'identity', field: 'record', problem: error.message });
    }
  }
  return { records: [...byKey.values()], problems };
}

function isRecordProblem(error: unknown): error is TenureError {
  return error instanceof TenureError && error.code === 'HR_RECORD_INVALID';
}

function isFullDue(deps: Dependencies, watermark: Watermark, now: number): boolean {
  return deps.fullSyncEveryMs !== undefined && now - watermark.fullAt >= deps.fullSyncEveryMs;
}

async function readWatermark(deps: Dependencies): Promise<Watermark | undefined> {
  if (!(await deps.snapshots.exists(stored.lastRoster.key))) return undefined;
  for await (const watermark of readStored(deps.snapshots, stored.watermark)) return watermark;
  return undefined;
}
