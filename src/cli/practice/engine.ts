import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { allActivities, compose } from '../../app/index.ts';
import { connectTemporal, createEmployeeStarter, createTimeTravel } from '../../connectors/temporal/index.ts';
import { createFileSnapshots } from '../../connectors/storage/index.ts';
import { employeeMessages } from '../../contracts/messages.ts';
import { employeeWorkflowId, hrSyncWorkflowId } from '../../contracts/ids.ts';
import { TenureError } from '../../domain/errors.ts';
import { loadBundle } from '../../../workers/bundle.ts';
import { startWorker } from '../../../workers/worker.ts';
import { dataConverterOf } from '../context.ts';
import { requestOf } from '../employees.ts';
import { createRuns } from './runs.ts';
import { clearServer, endAll, markingClient } from './server.ts';
import { createTracker } from './tracker.ts';
import { createWatch } from './watch.ts';
import { forEachOf } from './parallel.ts';
import type { Client } from '@temporalio/client';
import type { Dependencies } from '../../../activities/index.ts';
import type { TenureWorker, WorkerRole } from '../../../workers/worker.ts';
import type { Parts } from '../../app/index.ts';
import type { Configuration } from '../../config/index.ts';
import type { TemporalAddress, TemporalClient, TimeTravel } from '../../connectors/temporal/index.ts';
import type { RunOutcome } from '../../contracts/activities.ts';
import type { Decide, HrSyncView, TerminateNow } from '../../contracts/messages.ts';
import type { EmployeeStarter } from '../../contracts/ports.ts';
import type { Logger } from '../../observability/index.ts';
import type { Happening, TrackedPerson, Tracker } from './tracker.ts';
import type { Watch } from './watch.ts';

export interface EngineOptions {
  readonly configuration: Configuration;
  readonly temporal: TemporalAddress;
  readonly logger: Logger;
  /** Parts to use instead of what the configuration names. */
  readonly parts?: Pick<Parts, 'directory'>;
  /** Whether the server goes down with us, so that nothing needs to be ended there. */
  readonly ownServer: boolean;
  /** The workflow bundle; made when left out, which takes seconds. */
  readonly bundle?: Promise<{ readonly code: string }>;
}

/**
 * The whole configured product on a server that skips time: the practice company and `tenure rehearse` are driven
 * by it. Each call answers when everybody is quiet again: all cases closed or waiting for a decision.
 */
export interface Engine {
  readonly organization: string;
  readonly dependencies: Dependencies;
  /** Workflows that an earlier rehearsal had left on the server. */
  readonly cleared: number;
  /** The travelled time, epoch milliseconds. It begins at the machine's own. */
  now(): number;
  /** One run with HR. @throws TenureError what kept the run from ending */
  sync(): Promise<RunOutcome>;
  /**
   * Lets time pass for everybody; every instant on the way happens, in order. `onStep` is called after each.
   * @throws TenureError REQUEST_INVALID when the instant lies in the past
   */
  advanceTo(instant: number, onStep?: () => Promise<void>): Promise<void>;
  /** Waits until nobody works. */
  settle(): Promise<void>;
  /** Cases closed since the last call, oldest first. */
  takeHappenings(): readonly Happening[];
  /** Mails sent so far. */
  mails(): number;
  people(): readonly TrackedPerson[];
  person(personKey: string): TrackedPerson | undefined;
  /** Persons who made no progress for too long. */
  unsettled(): readonly { readonly personKey: string; readonly failure: TenureError | undefined }[];
  heldRun(): HrSyncView | undefined;
  decideRun(decision: Decide): Promise<RunOutcome>;
  /** Answers a person's open decision. @throws TenureError DECISION_UNKNOWN, REQUEST_INVALID */
  decide(personKey: string, decision: Decide): Promise<void>;
  terminateNow(personKey: string, request: TerminateNow): Promise<void>;
  /** Whether something was sent to workflows since everybody was quiet. */
  isStirred(): boolean;
  close(): Promise<void>;
}

/** How long to wait for work that makes no progress. */
const patienceMs = 120_000;
const atOnce = 8;

/** Starts worker and clients. @throws TenureError TEMPORAL_*, REQUEST_INVALID when others use the server */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { configuration, temporal, logger } = options;
  const { organization } = configuration.policy;
  const travel = createTimeTravel();
  const watch = createWatch();
  const dataConverter = await dataConverterOf(configuration);
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const connected = await connectTemporal({
      ...temporal,
      dataConverter,
      interceptors: travel.interceptors,
    });
    closers.unshift(async () => connected.close());
    const client = markingClient(connected, temporal.namespace, dataConverter);
    // A server that cannot skip time says so before it looks for the workflow, which there is none of.
    await travel.advance(client, `rehearsal/${organization}`, 1);
    const cleared = await clearServer(client, organization);
    const tracker = createTracker({ client, travel, organization, watch, patienceMs });
    const parts = {
      ...options.parts,
      employees: catchingUp(createEmployeeStarter(client), { tracker, travel, watch }),
    };
    const composition = compose(configuration, logger, parts);
    closers.unshift(async () => composition.close());
    const folder = await freshFolder(configuration.connections.storage.path);
    closers.push(async () => rm(folder, { recursive: true, force: true }));
    const dependencies: Dependencies = {
      ...composition.dependencies,
      snapshots: createFileSnapshots(folder),
      journal: watch.journal(composition.dependencies.journal),
    };
    const workers = await startWorkers({ ...options, dependencies, dataConverter, watch });
    closers.unshift(async () => Promise.allSettled(workers.map(async (worker) => worker.stop())));
    return assemble({ options, travel, watch, tracker, client, connected, dependencies, cleared, closers });
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

/** The workflow bundle: the file that TENURE_BUNDLE names, or a fresh one. */
export async function prepareBundle(): Promise<{ readonly code: string }> {
  return loadBundle(process.env['TENURE_BUNDLE']);
}

async function closeAll(closers: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closers) await close().catch(() => undefined);
}

/** What runs compare with must be as fresh as the server: people without workflow are new, whatever was before. */
async function freshFolder(storage: string): Promise<string> {
  await mkdir(storage, { recursive: true, mode: 0o700 });
  return mkdtemp(join(storage, 'rehearsal-'));
}

/** Whoever is told something is moved on to the present first; their clock may stand where they last woke. */
function catchingUp(
  starter: EmployeeStarter,
  {
    tracker,
    travel,
    watch,
  }: { readonly tracker: Tracker; readonly travel: TimeTravel; readonly watch: Watch },
): EmployeeStarter {
  return {
    async start(input, priority) {
      watch.touch(input.person.personKey);
      return starter.start(input, priority);
    },
    async receive(input, source, priority) {
      const { personKey } = input.person;
      await tracker.catchUp(personKey, travel.now());
      watch.touch(personKey);
      await starter.receive(input, source, priority);
      watch.touch(personKey);
    },
  };
}

interface WorkerParts extends EngineOptions {
  readonly dependencies: Dependencies;
  readonly dataConverter: Awaited<ReturnType<typeof dataConverterOf>>;
  readonly watch: Watch;
}

/** One worker for everything, and one for each queue that the configuration separates. */
async function startWorkers(parts: WorkerParts): Promise<readonly TenureWorker[]> {
  const { configuration, temporal, logger, dataConverter, dependencies, watch } = parts;
  const { activeDirectory, notifications } = configuration.workers;
  const common = {
    organization: configuration.policy.organization,
    temporal,
    dataConverter,
    activities: watch.activities(allActivities(dependencies)),
    logger,
  };
  const separate: readonly { readonly role: WorkerRole; readonly queue: string }[] = [
    ...(activeDirectory === undefined
      ? []
      : [{ role: 'active-directory' as const, queue: activeDirectory.queue }]),
    ...(notifications === undefined ? [] : [{ role: 'notifications' as const, queue: notifications.queue }]),
  ];
  const bundle = await (parts.bundle ?? prepareBundle());
  const workers: TenureWorker[] = [await startWorker({ ...common, role: 'main', bundle })];
  for (const role of separate) workers.push(await startWorker({ ...common, ...role }));
  return workers;
}

interface EngineParts {
  readonly options: EngineOptions;
  readonly travel: TimeTravel;
  readonly watch: Watch;
  readonly tracker: Tracker;
  readonly client: Client;
  readonly connected: TemporalClient;
  readonly dependencies: Dependencies;
  readonly cleared: number;
  readonly closers: (() => Promise<unknown>)[];
}

function assemble(parts: EngineParts): Engine {
  const { options, travel, watch, tracker, client, dependencies } = parts;
  const { organization } = options.configuration.policy;
  const runs = createRuns({ client, organization, watch });
  let happened: Happening[] = [];

  async function settle(): Promise<void> {
    happened.push(...(await tracker.settle()));
  }

  function arriveAt(instant: number): void {
    travel.shift(Math.max(instant - travel.now(), 0));
  }

  /** Everybody who wakes at an instant, and whoever waits for them or still tries something. */
  async function stepTo(at: number, personKeys: readonly string[]): Promise<void> {
    const others = [...tracker.unsettled(), ...personKeys.flatMap((key) => watch.waitingFor(key))];
    await forEachOf([...new Set(others)], atOnce, async (key) => tracker.catchUp(key, at));
    await forEachOf(personKeys, atOnce, async (key) => {
      const wakesAt = tracker.get(key)?.view.wakesAt;
      if (wakesAt !== undefined) await tracker.wake(key, wakesAt);
    });
    await settle();
  }

  async function advanceTo(instant: number, onStep?: () => Promise<void>): Promise<void> {
    if (instant < travel.now()) {
      throw new TenureError('REQUEST_INVALID', `Time only goes forward; it is ${iso(travel.now())} already.`);
    }
    await settle();
    for (let next = tracker.nextWake(instant); next !== undefined; next = tracker.nextWake(instant)) {
      arriveAt(next.at);
      await stepTo(next.at, next.personKeys);
      await onStep?.();
    }
    arriveAt(instant);
    await forEachOf(tracker.unsettled(), atOnce, async (key) => tracker.catchUp(key, instant));
    await catchUpHeldRun(instant);
    await settle();
    await onStep?.();
  }

  async function catchUpHeldRun(instant: number): Promise<void> {
    if (runs.held() === undefined) return;
    const workflowId = hrSyncWorkflowId(organization);
    const clock = await travel.clockOf(client, workflowId);
    if (clock !== undefined) await travel.advance(client, workflowId, instant - clock);
    await runs.look();
  }

  async function request(personKey: string, update: string, argument: unknown): Promise<void> {
    await tracker.catchUp(personKey, travel.now());
    await requestOf(client, employeeWorkflowId(organization, personKey), update, argument);
    watch.touch(personKey);
    await settle();
  }

  async function endOwn(): Promise<void> {
    if (options.ownServer) return;
    const workflows = tracker.people().map(({ personKey }) => employeeWorkflowId(organization, personKey));
    await endAll(client, [...workflows, hrSyncWorkflowId(organization)]);
  }

  return {
    organization,
    dependencies,
    cleared: parts.cleared,
    now: () => travel.now(),
    async sync() {
      const outcome = await runs.start();
      await settle();
      return outcome;
    },
    advanceTo,
    settle,
    takeHappenings() {
      const taken = happened;
      happened = [];
      return taken;
    },
    mails: () => watch.mails(),
    people: () => tracker.people(),
    person: (personKey) => tracker.get(personKey),
    unsettled: () =>
      tracker.unsettled().map((personKey) => ({ personKey, failure: watch.failureOf(personKey) })),
    heldRun: () => runs.held(),
    async decideRun(decision) {
      const outcome = await runs.decide(decision);
      await settle();
      return outcome;
    },
    async decide(personKey, decision) {
      const open = tracker.get(personKey)?.view.decision;
      if (open === undefined) {
        throw new TenureError('DECISION_UNKNOWN', `Nothing of ${personKey} waits for a decision.`, {
          personKey,
        });
      }
      const digest = open.plan === undefined ? {} : { digest: open.plan.digest };
      await request(personKey, employeeMessages.decide, { ...decision, ...digest });
    },
    async terminateNow(personKey, terminate) {
      await request(personKey, employeeMessages.terminateNow, terminate);
    },
    isStirred: () => watch.hasTouched(),
    async close() {
      // Workers first, so that nothing is started any more; then what they have started.
      const [stopWorkers, ...rest] = parts.closers;
      await closeAll([...(stopWorkers === undefined ? [] : [stopWorkers]), endOwn, ...rest]);
    },
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
