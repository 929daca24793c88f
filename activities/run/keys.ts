/** Keys of the snapshot store. A run's own files are removed when it has been reported. */
export const storedKeys = {
  raw: (runId: string, list: string) => `runs/${runId}/raw/${list}`,
  rawFolder: (runId: string) => `runs/${runId}/raw`,
  roster: (runId: string) => `runs/${runId}/roster`,
  problems: (runId: string) => `runs/${runId}/problems`,
  /** What the run will know of each person once it is dispatched. */
  runIndex: (runId: string) => `runs/${runId}/index`,
  changes: (runId: string) => `runs/${runId}/changes`,
  runFolder: (runId: string) => `runs/${runId}`,
  /** Join value of every person, to find managers' accounts. */
  people: 'state/people',
  /** What the last dispatched run saw of each person. */
  index: 'state/index',
  /** The last dispatched roster, for delta runs. */
  lastRoster: 'state/roster',
  /** When HR was last read, in full and at all. */
  watermark: 'state/watermark',
  /** Report of the last run. */
  lastRun: 'state/last-run',
} as const;
