import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { employeeMessages } from '../contracts/messages.ts';
import { employeeWorkflowId } from '../contracts/ids.ts';
import { TenureError } from '../domain/errors.ts';
import type { Client } from '@temporalio/client';
import type { EmployeeView } from '../contracts/messages.ts';

/** The state of a person's workflow. @throws TenureError HR_PERSON_MISSING when there is none */
export async function readEmployee(
  client: Client,
  organization: string,
  personKey: string,
): Promise<EmployeeView> {
  try {
    return await client.workflow
      .getHandle(employeeWorkflowId(organization, personKey))
      .query<EmployeeView>(employeeMessages.status);
  } catch (error) {
    throw unknownPerson(error, personKey);
  }
}

/** What time it is for a person: the clock's, or that of their workflow where a rehearsal has moved it ahead. */
export function nowOf(view: EmployeeView | undefined): number {
  // The time in the view is that of the workflow's last task, which may be long ago.
  return Math.max(view?.now ?? 0, Date.now());
}

/** Sends a request to a person's workflow. @throws TenureError REQUEST_INVALID with what the workflow said */
export async function requestOf(
  client: Client,
  workflowId: string,
  update: string,
  argument: unknown,
): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).executeUpdate(update, { args: [argument] });
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) {
      throw new TenureError('REQUEST_INVALID', error.cause?.message ?? error.message, {
        place: workflowId,
        remedy: 'See what is open with: tenure decisions list',
        cause: error,
      });
    }
    throw unknownPerson(error, workflowId);
  }
}

function unknownPerson(error: unknown, key: string): unknown {
  if (!(error instanceof WorkflowNotFoundError)) return error;
  return new TenureError('HR_PERSON_MISSING', `Tenure has no running workflow for ${key}.`, {
    personKey: key,
    remedy:
      'Synchronise with HR first (tenure sync); list who is known in Temporal Web or with: temporal workflow list',
  });
}
