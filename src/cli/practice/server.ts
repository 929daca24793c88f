import { Client } from '@temporalio/client';
import { codeOf, TenureError } from '../../domain/errors.ts';
import { hrSyncWorkflowId } from '../../contracts/ids.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { forEachOf } from './parallel.ts';
import type { DataConverter } from '@temporalio/client';
import type { TemporalClient } from '../../connectors/temporal/index.ts';

/** Memo field by which a later rehearsal knows what an earlier one left behind. Its name stands in clear. */
const marker = 'tenureRehearsal';

const atOnce = 16;

/** A client whose workflows carry the mark of a rehearsal. */
export function markingClient(
  connected: TemporalClient,
  namespace: string,
  dataConverter: DataConverter,
): Client {
  return new Client({
    connection: connected.client.connection,
    namespace,
    dataConverter,
    interceptors: {
      workflow: [
        {
          startWithDetails: async (input, next) => next({ ...input, options: marked(input.options) }),
          signalWithStart: async (input, next) => next({ ...input, options: marked(input.options) }),
        },
      ],
    },
  });
}

function marked<T extends { readonly memo?: Record<string, unknown> | undefined }>(options: T): T {
  return { ...options, memo: { ...options.memo, [marker]: true } };
}

/**
 * Makes sure that nobody else's workflows of the organization run on the server: what an earlier rehearsal left
 * behind is ended, anything else refused. Answers how many were ended.
 * @throws TenureError REQUEST_INVALID
 */
export async function clearServer(client: Client, organization: string): Promise<number> {
  const left = await running(client, organization);
  const foreign = left.find((execution) => !execution.marked);
  if (foreign !== undefined) {
    throw new TenureError(
      'REQUEST_INVALID',
      `The Temporal server runs workflows of the organization "${organization}" that no rehearsal started, such as ${foreign.workflowId}.`,
      {
        place: foreign.workflowId,
        remedy:
          'Rehearse on a server of its own: leave TEMPORAL_ADDRESS unset, and one is started for as long as it takes.',
      },
    );
  }
  await endAll(
    client,
    left.map(({ workflowId }) => workflowId),
  );
  return left.length;
}

/** Ends workflows without further ado. One that is closed already is fine. */
export async function endAll(client: Client, workflowIds: readonly string[]): Promise<void> {
  await forEachOf(workflowIds, atOnce, async (workflowId) => {
    try {
      await client.workflow.getHandle(workflowId).terminate('The rehearsal is over');
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && (error.name === 'WorkflowNotFoundError' || codeOf(error) === '5');
}

interface Left {
  readonly workflowId: string;
  readonly marked: boolean;
}

/** The memo is looked at as it came: its values may be encrypted with a key that nobody has any more. */
async function running(client: Client, organization: string): Promise<readonly Left[]> {
  const query =
    `(${searchAttributes.organization.name} = '${organization}' OR WorkflowId = '${hrSyncWorkflowId(organization)}') ` +
    "AND ExecutionStatus = 'Running'";
  const found: Left[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const page = await client.workflowService.listWorkflowExecutions({
      namespace: client.options.namespace,
      query,
      pageSize: 1_000,
      nextPageToken,
    });
    for (const { execution, memo } of page.executions) {
      const workflowId = execution?.workflowId;
      if (typeof workflowId !== 'string') continue;
      found.push({ workflowId, marked: Object.hasOwn(memo?.fields ?? {}, marker) });
    }
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
  return found;
}
