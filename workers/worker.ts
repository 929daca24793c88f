import { NativeConnection, Runtime, Worker, DefaultLogger } from '@temporalio/worker';
import { directoryQueue, mainQueue } from '../src/contracts/ids.ts';
import { temporalError, tlsOptions } from '../src/connectors/temporal/index.ts';
import { translateErrors } from './interceptors.ts';
import type { DataConverter } from '@temporalio/common';
import type { TemporalAddress } from '../src/connectors/temporal/index.ts';
import type { Logger } from '../src/observability/index.ts';

/** What a worker process serves. `main` serves everything that has no worker of its own. */
export type WorkerRole = 'main' | 'active-directory' | 'notifications';

export interface TenureWorkerOptions {
  readonly organization: string;
  readonly role: WorkerRole;
  /** Queue of the role; default by role. */
  readonly queue?: string;
  readonly temporal: TemporalAddress;
  readonly dataConverter: DataConverter;
  /** Workflow bundle; only `main` needs it. */
  readonly bundle?: { readonly code: string };
  readonly activities: object;
  /** Most activities per second over all workers of the queue, kept by the server. */
  readonly maxPerSecond?: number;
  /** Default 2,000; 0 replays on every task and is for tests. */
  readonly maxCachedWorkflows?: number;
  readonly logger: Logger;
}

/** A running worker. */
export interface TenureWorker {
  /** Resolves when it has stopped, rejects when it broke. */
  readonly done: Promise<void>;
  /** Whether it polls. */
  isRunning(): boolean;
  /** Finishes what it does, then stops. */
  stop(): Promise<void>;
}

const queueOfRole = {
  main: mainQueue,
  'active-directory': (organization: string) => directoryQueue(organization, 'activeDirectory'),
  notifications: (organization: string) => directoryQueue(organization, 'notifications'),
} as const satisfies Record<WorkerRole, (organization: string) => string>;

/**
 * Starts a worker. By default one process serves one queue with workflows and all activities, so that the
 * server dispatches activities eagerly; with queues of their own, directories get workers of their own.
 * @throws TenureError TEMPORAL_UNREACHABLE
 */
export async function startWorker(options: TenureWorkerOptions): Promise<TenureWorker> {
  installRuntime(options.logger);
  const { temporal } = options;
  const connection = await NativeConnection.connect({
    address: temporal.address,
    ...tlsOptions(temporal.tls),
    ...(temporal.apiKey === undefined ? {} : { apiKey: temporal.apiKey }),
  }).catch((error: unknown) => {
    throw temporalError(error, temporal.address);
  });
  const worker = await Worker.create({
    connection,
    namespace: temporal.namespace,
    taskQueue: options.queue ?? queueOfRole[options.role](options.organization),
    identity: `${options.role}@${process.pid}`,
    dataConverter: options.dataConverter,
    activities: options.activities,
    ...(options.bundle === undefined ? {} : { workflowBundle: options.bundle }),
    interceptors: { activity: [translateErrors(options.logger)] },
    maxCachedWorkflows: options.maxCachedWorkflows ?? 2_000,
    maxConcurrentActivityTaskExecutions: 40,
    maxConcurrentWorkflowTaskExecutions: 40,
    ...(options.maxPerSecond === undefined ? {} : { maxTaskQueueActivitiesPerSecond: options.maxPerSecond }),
    shutdownGraceTime: '20s',
    shutdownForceTime: '60s',
  });
  const done = runAndClose(worker, connection);
  // Whoever waits for `done` hears of a failure; nobody has to.
  done.catch(() => undefined);
  return {
    done,
    isRunning: () => worker.getState() === 'RUNNING',
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}

async function runAndClose(worker: Worker, connection: NativeConnection): Promise<void> {
  try {
    await worker.run();
  } finally {
    await connection.close();
  }
}

let installed = false;

/** One runtime per process; its log lines go through our logger and its redactor. */
function installRuntime(logger: Logger): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      // Our own interceptor has told it already, with the code.
      if (message === 'Activity failed') return;
      const facts = { temporal: message, ...meta };
      if (level === 'ERROR') logger.error(facts, 'Temporal reports an error');
      else logger.warn(facts, 'Temporal reports');
    }),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'WARN' } } },
  });
}
