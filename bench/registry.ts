import { formulaBench } from './formula.ts';
import { comparisonBench } from './comparison.ts';
import { firstSyncBench } from './first-sync.ts';
import { footprintBench } from './footprint.ts';
import { joinerBench } from './joiner.ts';
import { sambaBench } from './samba.ts';
import { startBench } from './start.ts';
import { syncBench } from './sync.ts';
import type { BenchContext, BenchLine } from './result.ts';

/** A benchmark by name; each runs in a process of its own, so that its memory is its own. */
export interface Bench {
  readonly name: string;
  readonly measures: string;
  run(context: BenchContext): Promise<readonly BenchLine[]>;
}

export const benches: readonly Bench[] = [
  { name: 'formula', measures: 'formula evaluations', run: formulaBench },
  { name: 'joiner', measures: 'joiners into the in-memory directory', run: joinerBench },
  { name: 'samba', measures: 'joiners into a Samba domain controller', run: sambaBench },
  { name: 'first-sync', measures: 'people adopted by a first synchronisation', run: firstSyncBench },
  { name: 'sync', measures: 'a synchronisation that finds nobody changed', run: syncBench },
  {
    name: 'comparison',
    measures: 'the comparison of 100,000 employees (with --large)',
    run: comparisonBench,
  },
  { name: 'footprint', measures: 'bundle, cache, history', run: footprintBench },
  { name: 'start', measures: '`npm start` to the first account', run: startBench },
];
