import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPeople } from '../../activities/index.ts';
import { assessRoster } from '../../activities/run/assess-roster.ts';
import { dispatchChanges } from '../../activities/run/dispatch-changes.ts';
import { fetchRoster } from '../../activities/run/fetch-roster.ts';
import { noProgress } from '../../activities/run/progress.ts';
import { compose } from '../../src/app/index.ts';
import { connectTemporal, createEmployeeStarter } from '../../src/connectors/temporal/index.ts';
import { hrSyncWorkflowId, mainQueue, workflowTypes } from '../../src/contracts/ids.ts';
import { createLogger } from '../../src/observability/index.ts';
import { createEncryptionCodec } from '../../workers/codec.ts';
import { createDataConverter } from '../../workers/data-converter.ts';
import { startWorker } from '../../workers/worker.ts';
import type { PayloadCodec } from '@temporalio/common';
import type { Dependencies } from '../../activities/index.ts';
import type { Composition, Parts } from '../../src/app/index.ts';
import type { Configuration } from '../../src/config/index.ts';
import type { TemporalClient } from '../../src/connectors/temporal/index.ts';
import type {
  Assessment,
  DispatchOutcome,
  RosterReference,
  RunOutcome,
  RunRef,
} from '../../src/contracts/activities.ts';
import type { HrSyncInput } from '../../src/contracts/workflows.ts';
import type { Mailer } from '../../src/contracts/ports.ts';
import type { TenureWorker } from '../../workers/worker.ts';

const namespace = 'default';

/** An organization of its own for every measurement: queues and workflow ids never meet. */
export function freshOrganization(): string {
  return `bench-${randomUUID().slice(0, 8)}`;
}

/** A folder that is removed afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes every mail and sends none: a mail server is not what is measured. */
export function silentMailer(): Mailer {
  return { send: async () => undefined, check: async () => [], close: async () => undefined };
}

/** Connection to Temporal with the product's payload encryption. */
export interface Link extends TemporalClient {
  readonly address: string;
  readonly codec: PayloadCodec;
  /** A worker of the product with these activities; settings are the product's. */
  work(options: {
    readonly organization: string;
    readonly bundle: { readonly code: string };
    readonly activities: object;
  }): Promise<TenureWorker>;
}

/** @param interceptors for what starts at a travelled time */
export async function link(
  address: string,
  interceptors?: Parameters<typeof connectTemporal>[0]['interceptors'],
): Promise<Link> {
  const keys = [{ id: 'bench', key: new Uint8Array(randomBytes(32)) }];
  const dataConverter = createDataConverter(keys, namespace);
  const connected = await connectTemporal({
    address,
    namespace,
    dataConverter,
    ...(interceptors === undefined ? {} : { interceptors }),
  });
  const logger = createLogger({ level: 'warn' });
  return {
    ...connected,
    address,
    codec: createEncryptionCodec(keys, namespace),
    work: async ({ organization, bundle, activities }) =>
      startWorker({
        organization,
        role: 'main',
        temporal: { address, namespace },
        dataConverter,
        bundle,
        activities,
        logger,
      }),
  };
}

/** The parts of a Tenure that acts for an organization, as `src/app` puts them together. */
export function openTenure(
  configuration: Configuration,
  { client }: TemporalClient,
  parts: Parts,
): Composition {
  return compose(configuration, createLogger({ level: 'warn' }), {
    mailer: silentMailer(),
    employees: createEmployeeStarter(client),
    ...parts,
  });
}

/** A run that has been judged and waits to be dispatched. */
export interface JudgedRun {
  readonly run: RunRef;
  readonly roster: RosterReference;
  readonly assessment: Assessment;
}

/** Fetches and assesses, as the activities of a run do. @throws Error when a guard holds the run */
export async function judge(dependencies: Dependencies, runId: string): Promise<JudgedRun> {
  const now = Date.now();
  const run: RunRef = { organization: dependencies.policy.organization, runId };
  const roster = await fetchRoster(dependencies, { run, mode: 'full', now }, noProgress());
  return assess(dependencies, run, roster);
}

/** Assesses a roster that is stored already. @throws Error when a guard holds the run */
export async function assess(
  dependencies: Dependencies,
  run: RunRef,
  roster: RosterReference,
): Promise<JudgedRun> {
  const seen = createPeople(dependencies, Date.now);
  const assessment = await assessRoster(dependencies, seen, { run, roster, now: Date.now() }, noProgress());
  if (assessment.verdict.kind !== 'go')
    throw new Error(`The run is held: ${assessment.verdict.reasons.join('; ')}`);
  return { run, roster, assessment };
}

/** Dispatches a judged run through the starter of the dependencies. */
export async function dispatch(dependencies: Dependencies, judged: JudgedRun): Promise<DispatchOutcome> {
  return dispatchChanges(dependencies, judged, noProgress());
}

/** One run with HR through the workflow, as `tenure sync` starts it. */
export async function synchronise({ client }: TemporalClient, organization: string): Promise<RunOutcome> {
  return client.workflow.execute<(input: HrSyncInput) => Promise<RunOutcome>>(workflowTypes.hrSync, {
    workflowId: hrSyncWorkflowId(organization),
    taskQueue: mainQueue(organization),
    args: [{ organization, mode: 'full' }],
  });
}

/** Waits for a condition that is asked often. @throws Error after the deadline */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  { everyMs = 10, withinMs = 300_000 } = {},
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** What some work took. */
export interface Cost {
  readonly seconds: number;
  /** Processor seconds of this process, all threads. */
  readonly cpuSeconds: number;
}

/** Measures some work. */
export async function cost(work: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}
