import { randomUUID } from 'node:crypto';
import { InterceptingCall } from '@grpc/grpc-js';
import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { TenureError, codeOf } from '../../domain/errors.ts';
import type { Interceptor } from '@grpc/grpc-js';
import type { Client } from '@temporalio/client';

const { StartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionRequest } =
  proto.temporal.api.workflowservice.v1;

/** gRPC status of a server that does not know the call or has it switched off. */
const unimplemented = '12';
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
   * happened, in order.
   * @throws TenureError TEMPORAL_TOO_OLD when the server cannot
   */
  advance(client: Client, workflowId: string, byMs: number): Promise<void>;
}

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
  };
}

async function advanceExecution(client: Client, workflowId: string, byMs: number): Promise<void> {
  if (byMs <= 0) return;
  const { namespace } = client.options;
  const fastForwardId = randomUUID();
  const service = client.workflowService;
  try {
    await service.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution: { workflowId },
      workflowExecutionOptions: { timeSkippingConfig: skipping(byMs, fastForwardId) },
      updateMask: { paths: ['time_skipping_config'] },
    });
    await service.pollWorkflowExecutionTimeSkipping({
      namespace,
      workflowExecution: { workflowId },
      fastForwardId,
    });
  } catch (error) {
    if (codeOf(error) !== unimplemented) throw error;
    throw new TenureError('TEMPORAL_TOO_OLD', 'This Temporal server cannot skip time.', {
      remedy:
        'Use Temporal server 1.32 or newer (CLI 1.9) with the dynamic configuration ' +
        'frontend.WorkflowTimeSkippingEnabled=true; never in production.',
      cause: error,
    });
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
    default:
      return message;
  }
}
