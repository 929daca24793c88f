import { WorkflowFailedError } from '@temporalio/client';
import { command } from '../command.ts';
import { openContext, withTemporal } from '../context.ts';
import { exitCodes } from '../failures.ts';
import { temporalError } from '../../connectors/temporal/index.ts';
import { hrSyncMessages } from '../../contracts/messages.ts';
import { hrSyncWorkflowId, mainQueue, workflowTypes } from '../../contracts/ids.ts';
import { TenureError } from '../../domain/errors.ts';
import type { WorkflowHandle } from '@temporalio/client';
import type { RunOutcome } from '../../contracts/activities.ts';
import type { HrSyncWorkflow } from '../../contracts/workflows.ts';
import type { HrSyncView } from '../../contracts/messages.ts';
import type { CommonOptions, Context } from '../context.ts';

interface SyncOptions extends CommonOptions {
  readonly mode?: 'full' | 'delta';
  readonly wait: boolean;
}

const lookEveryMs = 500;

/** `tenure sync`: one run with HR now, by a running worker; tells how far it is and what came of it. */
export const syncCommand = command<SyncOptions>(
  {
    usage: 'sync',
    description: 'run one synchronisation with HR now (a worker must be running)',
    examples: ['tenure sync', 'tenure sync --mode delta', 'tenure sync --no-wait --json'],
  },
  async (_args, options) => {
    const context = await openContext(options);
    const { configuration, output } = context;
    const { organization } = configuration.policy;
    return withTemporal(configuration, async ({ client }) => {
      const handle = await client.workflow
        .start<HrSyncWorkflow>(workflowTypes.hrSync, {
          workflowId: hrSyncWorkflowId(organization),
          taskQueue: mainQueue(organization),
          args: [{ organization, mode: options.mode ?? configuration.extract.mode }],
          staticSummary: 'Synchronisation with HR, asked for on the command line',
          workflowIdConflictPolicy: 'USE_EXISTING',
        })
        .catch((error: unknown) => {
          throw temporalError(error, configuration.connections.temporal.address);
        });
      if (!options.wait) {
        output.result({ workflowId: handle.workflowId }, () => `Started ${handle.workflowId}.`);
        return exitCodes.done;
      }
      return follow(context, handle);
    });
  },
)
  .option('--mode <mode>', 'full or delta; default: hrData.extract')
  .option('--no-wait', 'start the run and return');

async function follow(
  { configuration, output }: Context,
  handle: WorkflowHandle<HrSyncWorkflow>,
): Promise<number> {
  const watching = watch(handle, output.progress.bind(output));
  try {
    const outcome = await handle.result();
    output.result(outcome, () => showOutcome(outcome));
    return outcome.outcome === 'completed' ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    throw new TenureError('HR_FEED_REFUSED', `The run failed: ${deepest(error)}`, {
      place: handle.workflowId,
      remedy: `See the run in Temporal Web (workflow ${handle.workflowId}), and test the connections with: tenure check --config ${configuration.file}`,
    });
  } finally {
    watching.stop();
  }
}

/** Tells each stage once. A held run is told with the commands that answer it. */
function watch(handle: WorkflowHandle<HrSyncWorkflow>, tell: (line: string) => void): { stop(): void } {
  let last = '';
  let asking = false;
  const look = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      const view = await handle.query<HrSyncView>(hrSyncMessages.status);
      if (view.stage !== last) tell(stageLine(view));
      last = view.stage;
    } catch {
      // The worker may not be up yet; the next look tells.
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  const patience = setTimeout(() => {
    if (last === '') tell('No worker has answered yet. Is one running? Start it with: tenure worker');
  }, 10_000);
  return {
    stop() {
      clearInterval(timer);
      clearTimeout(patience);
    },
  };
}

function stageLine(view: HrSyncView): string {
  if (view.stage !== 'held') return `${view.stage} ...`;
  return [
    'The run is held before its first write:',
    ...view.reasons.map((reason) => `  - ${reason}`),
    'Answer with: tenure decisions approve hr-sync --comment "..."  (or reject)',
  ].join('\n');
}

function showOutcome({ outcome, counts, dispatched, reasons }: RunOutcome): string {
  const lines = [`Run ${outcome}.`];
  if (counts !== undefined) {
    const { total, skipped, unchanged, changed, fresh, missing, refused } = counts;
    lines.push(
      `${total} people: ${unchanged} unchanged, ${changed} changed, ${fresh} new, ${skipped} skipped, ${refused} refused` +
        (missing === 0 ? '.' : `; ${missing} known people were not in the feed (left as they are).`),
    );
  }
  if (dispatched !== undefined) {
    lines.push(
      `${dispatched.started} workflows started (${dispatched.adopted} adopted accounts), ${dispatched.signalled} told.`,
    );
  }
  for (const reason of reasons ?? []) lines.push(`- ${reason}`);
  return lines.join('\n');
}

function deepest(error: Error): string {
  let found = error;
  while (found.cause instanceof Error) found = found.cause;
  return found.message;
}
