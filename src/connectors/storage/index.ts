export { createFileJournal } from './journal.ts';
export { createFileSnapshots } from './snapshots.ts';
export type { FileJournalOptions } from './journal.ts';
