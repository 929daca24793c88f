import { ParentClosePolicy, executeChild } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { hrSyncWorkflowId } from '../src/contracts/ids.ts';
import { hrSync } from './hr-sync.ts';
import type { ScheduledRunOutcome } from '../src/contracts/activities.ts';
import type { HrSyncInput } from '../src/contracts/workflows.ts';

/**
 * What the schedule starts. The server adds the time to the id of what a schedule starts; runs have one id per
 * organization, so that two never overlap and a held one is found. A run that is going already is left alone.
 */
export async function scheduledHrSync(input: HrSyncInput): Promise<ScheduledRunOutcome> {
  try {
    return await executeChild(hrSync, {
      workflowId: hrSyncWorkflowId(input.organization),
      args: [input],
      staticSummary: 'Synchronisation with HR by schedule',
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return { outcome: 'running already' };
    throw error;
  }
}
