import { storedKeys } from './keys.ts';
import type { SnapshotStore } from '../../src/contracts/ports.ts';

/** What the last dispatched run saw of one person: enough to tell what is new, no personal data. */
export interface IndexLine {
  readonly key: string;
  readonly hash: string;
  readonly policy: string;
  readonly standing: 'employed' | 'ended' | 'unclear';
  /** Desired organizational unit, to count moves. */
  readonly unit?: string;
  /** Whether the person has a workflow: somebody who left before Tenure came has none. */
  readonly workflow: boolean;
}

/** The index of the last dispatched run, by person key. */
export async function readIndex(snapshots: SnapshotStore): Promise<Map<string, IndexLine>> {
  const index = new Map<string, IndexLine>();
  if (!(await snapshots.exists(storedKeys.index))) return index;
  for await (const value of snapshots.read(storedKeys.index)) {
    const line = value as IndexLine;
    index.set(line.key, line);
  }
  return index;
}
