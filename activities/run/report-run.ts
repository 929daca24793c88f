import { storedKeys } from './keys.ts';
import type {
  Assessment,
  DispatchOutcome,
  RosterReference,
  RunOutcome,
  RunRef,
} from '../../src/contracts/activities.ts';
import type { Dependencies } from '../dependencies.ts';

/** What is kept of a run for `tenure sync` and for people. */
export interface RunReport {
  readonly runId: string;
  /** ISO instant. */
  readonly at: string;
  readonly outcome: RunOutcome['outcome'];
  readonly reasons: readonly string[];
  readonly counts?: Assessment['counts'];
  readonly dispatched?: DispatchOutcome;
  /** Records that were incomplete, by person key and field; never values. */
  readonly problems: readonly unknown[];
  readonly decidedBy?: string;
}

const problemsKept = 1_000;

/** Writes the run into the journal, keeps its report, and removes the run's own files. */
export async function reportRun(
  deps: Dependencies,
  input: {
    readonly run: RunRef;
    readonly roster?: RosterReference;
    readonly assessment?: Assessment;
    readonly dispatched?: DispatchOutcome;
    readonly outcome: RunOutcome['outcome'];
    readonly reasons?: readonly string[];
    readonly decidedBy?: string;
    readonly comment?: string;
    readonly now: number;
  },
): Promise<void> {
  const { run, outcome, assessment, dispatched, decidedBy, comment } = input;
  const reasons = input.reasons ?? [];
  const at = new Date(input.now).toISOString();
  const report: RunReport = {
    runId: run.runId,
    at,
    outcome,
    reasons,
    problems: await someProblems(deps, run),
    ...(assessment === undefined ? {} : { counts: assessment.counts }),
    ...(dispatched === undefined ? {} : { dispatched }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
  await deps.snapshots.write(storedKeys.lastRun, [report]);
  await deps.journal.append([
    {
      at,
      organization: run.organization,
      runId: run.runId,
      operation: `run:${outcome}`,
      policyVersion: deps.policy.version,
      actor: decidedBy ?? 'tenure',
      outcome: 'reported',
      ...(comment === undefined ? {} : { comment }),
      ...(reasons.length === 0 ? {} : { reason: reasons.join('; ') }),
      after: { ...assessment?.counts, ...dispatched },
    },
  ]);
  await deps.snapshots.remove(storedKeys.runFolder(run.runId));
  deps.logger.info(
    { runId: run.runId, outcome, ...assessment?.counts, ...dispatched },
    'Run with HR reported',
  );
}

async function someProblems(deps: Dependencies, run: RunRef): Promise<readonly unknown[]> {
  const problems: unknown[] = [];
  if (!(await deps.snapshots.exists(storedKeys.problems(run.runId)))) return problems;
  for await (const problem of deps.snapshots.read(storedKeys.problems(run.runId))) {
    problems.push(problem);
    if (problems.length >= problemsKept) break;
  }
  return problems;
}
