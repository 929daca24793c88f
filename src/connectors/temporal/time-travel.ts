import { randomUUID } from 'node:crypto';
import { InterceptingCall } from '@grpc/grpc-js';
import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { TenureError, codeOf } from '../../domain/errors.ts';
import type { Interceptor } from '@grpc/grpc-js';
import type { Client } from '@temporalio/client';

const { StartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionRequest } =
  proto.temporal.api.workflowservice.v1;

const { FastForwardPollingResult, WorkflowExecutionStatus } = proto.temporal.api.enums.v1;
const completed = FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED;
const pollTimeout = FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT;
const running = WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;

/** gRPC status of a server that does not know the call or has it switched off. */
const unimplemented = '12';
const notFound = '5';
const deadlineExceeded = '4';
const cancelled = '1';
const skipsAtMost = 100_000;

/**
 * Lets time pass for rehearsals, the practice company and tests, with the server's own time skipping
 * (Temporal server 1.32, `frontend.WorkflowTimeSkippingEnabled`). Time is kept per execution: the ones that run
 * are moved with {@link TimeTravel.advance}, the ones that start later join at the travelled time.
 */
export interface TimeTravel {
  /** For `connectTemporal`: what is started through it begins at the travelled time. */
  readonly interceptors: Interceptor[];
  /** The travelled time, epoch milliseconds. */
  now(): number;
  /** How far the travelled time is ahead of the clock, milliseconds. */
  offsetMs(): number;
  /** From now on, what starts begins this much later. */
  shift(byMs: number): void;
  /**
   * Moves one execution ahead; resolves when its clock shows the time and everything due on the way has
   * happened, in order, or when it has ended before. Work in flight holds time back.
   * @param withinMs how long to wait for that; for ever when left out
   * @throws TenureError TEMPORAL_TOO_OLD when the server cannot
   */
  advance(client: Client, workflowId: string, byMs: number, withinMs?: number): Promise<TravelOutcome>;
  /** What the clock of one execution shows, epoch milliseconds; undefined when it does not run. */
  clockOf(client: Client, workflowId: string): Promise<number | undefined>;
}

/** How a move ahead ended; `busy`: the execution still works, the move goes on without us. */
export type TravelOutcome = 'arrived' | 'ended' | 'busy';

export function createTimeTravel(): TimeTravel {
  let offset = 0;
  return {
    interceptors: [joinLater(() => offset), makeGrpcRetryInterceptor(defaultGrpcRetryOptions())],
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    shift(byMs) {
      offset += byMs;
    },
    advance: advanceExecution,
    clockOf: clockOfExecution,
  };
}

async function advanceExecution(
  client: Client,
  workflowId: string,
  byMs: number,
  withinMs = Number.POSITIVE_INFINITY,
): Promise<TravelOutcome> {
  if (byMs <= 0) return 'arrived';
  const { namespace } = client.options;
  const fastForwardId = randomUUID();
  try {
    await client.workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution: { workflowId },
      workflowExecutionOptions: { timeSkippingConfig: skipping(byMs, fastForwardId) },
      updateMask: { paths: ['time_skipping_config'] },
    });
    return await arrival(client, workflowId, fastForwardId, Date.now() + withinMs);
  } catch (error) {
    if (codeOf(error) === notFound) return 'ended';
    if (codeOf(error) !== unimplemented) throw error;
    throw new TenureError('TEMPORAL_TOO_OLD', 'This Temporal server cannot skip time.', {
      remedy:
        'Use Temporal server 1.32 or newer (CLI 1.9) with the dynamic configuration ' +
        'frontend.WorkflowTimeSkippingEnabled=true; never in production.',
      cause: error,
    });
  }
}

/** One poll waits some seconds at the server and then has to be repeated. */
async function arrival(
  client: Client,
  workflowId: string,
  fastForwardId: string,
  deadline: number,
): Promise<TravelOutcome> {
  const { namespace } = client.options;
  const poll = async () =>
    client.workflowService.pollWorkflowExecutionTimeSkipping({
      namespace,
      workflowExecution: { workflowId },
      fastForwardId,
    });
  for (;;) {
    try {
      const { fastForwardPollingResult } = Number.isFinite(deadline)
        ? await client.connection.withDeadline(deadline, poll)
        : await poll();
      if (fastForwardPollingResult === completed) return 'arrived';
      if (fastForwardPollingResult !== pollTimeout) return 'ended';
    } catch (error) {
      // With a deadline of ours the call ends as exceeded, or as cancelled by the client's own interceptors.
      if (codeOf(error) !== deadlineExceeded && !(codeOf(error) === cancelled && Date.now() >= deadline))
        throw error;
    }
    if (Date.now() >= deadline) return 'busy';
  }
}

async function clockOfExecution(client: Client, workflowId: string): Promise<number | undefined> {
  try {
    const { workflowExecutionInfo, workflowExtendedInfo } =
      await client.workflowService.describeWorkflowExecution({
        namespace: client.options.namespace,
        execution: { workflowId },
      });
    if (workflowExecutionInfo?.status !== running) return undefined;
    return optionalTsToMs(workflowExtendedInfo?.timeSkippingInfo?.currentTime) ?? Date.now();
  } catch (error) {
    if (codeOf(error) === notFound) return undefined;
    throw error;
  }
}

function skipping(byMs: number, id: string) {
  return {
    enabled: true,
    maxSessionSkipCount: skipsAtMost,
    fastForwardConfig: { id, duration: msToTs(byMs) },
  };
}

/**
 * Adds the travelled time to what is started: the start is delayed by it and the delay is skipped, so that the
 * first workflow task already runs at the travelled time. The call hands over the encoded request.
 */
function joinLater(offset: () => number): Interceptor {
  return (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      sendMessage(message: unknown, next) {
        const method = options.method_definition.path.split('/').at(-1);
        const byMs = offset();
        next(byMs > 0 && message instanceof Uint8Array ? delayed(method, message, byMs) : message);
      },
    });
}

function delayed(method: string | undefined, message: Uint8Array, byMs: number): Uint8Array {
  const wait = { workflowStartDelay: msToTs(byMs), timeSkippingConfig: skipping(byMs, randomUUID()) };
  switch (method) {
    case 'StartWorkflowExecution': {
      const request = StartWorkflowExecutionRequest.decode(message);
      return StartWorkflowExecutionRequest.encode(Object.assign(request, wait)).finish();
    }
    case 'SignalWithStartWorkflowExecution': {
      const request = SignalWithStartWorkflowExecutionRequest.decode(message);
      return SignalWithStartWorkflowExecutionRequest.encode(Object.assign(request, wait)).finish();
    }
    case undefined:
    default:
      return message;
  }
}
