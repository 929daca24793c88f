import { TenureError } from '../../src/domain/errors.ts';
import type { ChangeLine, IndexLine, PersonLine, RunReport, Watermark } from './lines.ts';
import type { HrRow, SnapshotStore } from '../../src/contracts/ports.ts';
import type { HrRecord, RecordProblem } from '../../src/domain/hr/record.ts';

/** A stored list: where it stands, and how one of its lines is told from anything else. */
export interface Stored<T> {
  readonly key: string;
  readonly isLine: (value: unknown) => value is T;
}

/** Everything that runs store. A run's own files (`runs/…`) are removed when it has been reported. */
export const stored = {
  raw: (runId: string, list: string): Stored<HrRow> => ({ key: `runs/${runId}/raw/${list}`, isLine: isRow }),
  roster: (runId: string): Stored<HrRecord> => ({ key: `runs/${runId}/roster`, isLine: isRecord }),
  problems: (runId: string): Stored<RecordProblem> => ({ key: `runs/${runId}/problems`, isLine: isProblem }),
  runWatermark: (runId: string): Stored<Watermark> => ({
    key: `runs/${runId}/watermark`,
    isLine: isWatermark,
  }),
  /** What the run will know of each person once it is dispatched. */
  runIndex: (runId: string): Stored<IndexLine> => ({ key: `runs/${runId}/index`, isLine: isIndexLine }),
  changes: (runId: string): Stored<ChangeLine> => ({ key: `runs/${runId}/changes`, isLine: isChangeLine }),
  /** Join value of every person, to find managers' accounts. */
  people: { key: 'state/people', isLine: isPersonLine } satisfies Stored<PersonLine>,
  /** What the last dispatched run saw of each person. */
  index: { key: 'state/index', isLine: isIndexLine } satisfies Stored<IndexLine>,
  /** The last dispatched roster, for delta runs. */
  lastRoster: { key: 'state/roster', isLine: isRecord } satisfies Stored<HrRecord>,
  /** When HR was last read, in full and at all. */
  watermark: { key: 'state/watermark', isLine: isWatermark } satisfies Stored<Watermark>,
  lastRun: { key: 'state/last-run', isLine: isRunReport } satisfies Stored<RunReport>,
} as const;

/** Folders of a run, to be removed as a whole. */
export const runFolders = {
  all: (runId: string) => `runs/${runId}`,
  raw: (runId: string) => `runs/${runId}/raw`,
} as const;

/**
 * The lines of a stored list, none when it does not exist.
 * @throws TenureError STORAGE_FAILED when a line is not what this list holds
 */
export async function* readStored<T>(snapshots: SnapshotStore, list: Stored<T>): AsyncGenerator<T> {
  if (!(await snapshots.exists(list.key))) return;
  let line = 0;
  for await (const value of snapshots.read(list.key)) {
    line += 1;
    if (!list.isLine(value)) {
      throw new TenureError(
        'STORAGE_FAILED',
        `Line ${line} of the snapshot ${list.key} is of another kind.`,
        {
          place: list.key,
          remedy: 'Remove the file and synchronise in full.',
        },
      );
    }
    yield value;
  }
}

/** All lines of a stored list. */
export async function readAllStored<T>(snapshots: SnapshotStore, list: Stored<T>): Promise<readonly T[]> {
  const lines: T[] = [];
  for await (const line of readStored(snapshots, list)) lines.push(line);
  return lines;
}

/** Replaces a stored list, atomically. */
export async function writeStored<T>(
  snapshots: SnapshotStore,
  list: Stored<T>,
  lines: Iterable<T> | AsyncIterable<T>,
): Promise<void> {
  await snapshots.write(list.key, lines);
}

type Kind = 'string' | 'number' | 'object' | 'boolean';

function has(value: unknown, shape: Readonly<Record<string, Kind>>): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(shape).every(([name, kind]) => typeof Reflect.get(value, name) === kind);
}

function isRow(value: unknown): value is HrRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecord(value: unknown): value is HrRecord {
  return has(value, { personKey: 'string', attributes: 'object' });
}

function isProblem(value: unknown): value is RecordProblem {
  return has(value, { severity: 'string', field: 'string', problem: 'string' });
}

function isWatermark(value: unknown): value is Watermark {
  return has(value, { readAt: 'number', fullAt: 'number' });
}

function isPersonLine(value: unknown): value is PersonLine {
  return has(value, { key: 'string', join: 'string' });
}

function isIndexLine(value: unknown): value is IndexLine {
  return has(value, {
    key: 'string',
    hash: 'string',
    policy: 'string',
    standing: 'string',
    workflow: 'boolean',
  });
}

function isChangeLine(value: unknown): value is ChangeLine {
  return has(value, { how: 'string', input: 'object', priority: 'number', adopted: 'boolean' });
}

function isRunReport(value: unknown): value is RunReport {
  return has(value, { runId: 'string', at: 'string', outcome: 'string' });
}
