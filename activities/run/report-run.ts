import { readStored, runFolders, stored, writeStored } from './stored.ts';
import type {
  Assessment,
  DispatchOutcome,
  RosterReference,
  RunOutcome,
  RunRef,
} from '../../src/contracts/activities.ts';
import type { Dependencies } from '../dependencies.ts';
import type { RunReport } from './lines.ts';

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
  await writeStored(deps.snapshots, stored.lastRun, [report]);
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
  await deps.snapshots.remove(runFolders.all(run.runId));
  deps.logger.info(
    { runId: run.runId, outcome, ...assessment?.counts, ...dispatched },
    'Run with HR reported',
  );
}

async function someProblems(deps: Dependencies, run: RunRef): Promise<readonly unknown[]> {
  const problems: unknown[] = [];
  for await (const problem of readStored(deps.snapshots, stored.problems(run.runId))) {
    problems.push(problem);
    if (problems.length >= problemsKept) break;
  }
  return problems;
}
