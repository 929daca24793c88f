import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allActivities, compose } from '../../src/app/index.ts';
import { createEmployeeStarter } from '../../src/connectors/temporal/index.ts';
import { createMemoryDirectory } from '../../src/sandbox/directory/index.ts';
import { employeeMessages } from '../../src/contracts/messages.ts';
import { employeeWorkflowId, hrSyncWorkflowId, mainQueue, workflowTypes } from '../../src/contracts/ids.ts';
import { createLogger } from '../../src/observability/index.ts';
import { startWorker } from '../../workers/worker.ts';
import { baseDn, testConfiguration } from './policy.ts';
import {
  connectTest,
  freshOrganization,
  namespace,
  testBundle,
  testCache,
  testServer,
  until,
  whenStarted,
} from './temporal.ts';
import { createFakeHr } from './fake-hr.ts';
import type { RunOutcome } from '../../src/contracts/activities.ts';
import type { EmployeeView } from '../../src/contracts/messages.ts';
import type { HrSyncInput } from '../../src/contracts/workflows.ts';
import type { EmployeeStarter, JournalEntry, OutgoingMail } from '../../src/contracts/ports.ts';
import type { DumpedAccount, MemoryAccount, MemoryDirectory } from '../../src/sandbox/directory/index.ts';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { DestinationStream } from 'pino';
import type { EncryptionKey } from '../../workers/codec.ts';
import type { Dependencies } from '../../activities/index.ts';
import type { TenureWorker } from '../../workers/worker.ts';
import type { FakeHr } from './fake-hr.ts';
import type { Sections } from './policy.ts';
import type { TestConnection } from './temporal.ts';

export interface CompanyOptions {
  /** ISO instant at which the story begins; in the future of the machine's clock. */
  readonly startsAt?: string;
  readonly sections?: Sections;
  /** More YAML. */
  readonly more?: string;
  /** History events after which a quiet employee workflow rolls over. */
  readonly rollOverAt?: number;
  /** Another set of activities than the usual: a build that decides differently. */
  readonly activities?: (dependencies: Dependencies) => object;
  /** What the directory holds beside the usual, before anybody comes. */
  readonly accounts?: readonly MemoryAccount[];
  /** Payload keys; fixed ones for histories that are kept. */
  readonly keys?: readonly EncryptionKey[];
  /** Where log lines go, with everything that is worth a line. */
  readonly log?: DestinationStream;
}

/** How a step of the story ends. */
export interface Settling {
  /** False: do not wait until everybody is quiet, because somebody cannot be. Default true. */
  readonly settle?: boolean;
}

/** A whole Tenure on the real Temporal server, with an in-memory directory and a written HR. */
export interface Company {
  readonly organization: string;
  readonly hr: FakeHr;
  readonly directory: MemoryDirectory;
  readonly mails: readonly OutgoingMail[];
  readonly connection: TestConnection;
  readonly dependencies: Dependencies;
  /** The travelled time, ISO. */
  now(): string;
  /** One run with HR; waits until everybody is quiet. */
  sync(settling?: Settling): Promise<RunOutcome>;
  /** Starts a run with HR without waiting for its end, because it will be held. */
  startRun(mode?: HrSyncInput['mode']): Promise<WorkflowHandle>;
  /** Lets time pass for everybody, step by step, so that everything happens in order. */
  advanceTo(instant: string, settling?: Settling): Promise<void>;
  /** Waits until nobody has work under way. */
  quiet(): Promise<void>;
  view(personKey: string): Promise<EmployeeView>;
  /** The account whose employeeID is the person's employee number. */
  account(personKey: string): DumpedAccount | undefined;
  journal(): Promise<readonly JournalEntry[]>;
  /** The person's workflow. */
  handle(personKey: string): WorkflowHandle;
  /** Takes a person out of the story: HR no longer lists them, their workflow is ended. */
  forget(personKey: string): Promise<void>;
  /** Stops the worker and starts another one, with other activities when they are given. */
  restartWorker(activities?: CompanyOptions['activities']): Promise<void>;
  close(): Promise<void>;
}

/**
 * What a timer starts must be over before the target of the move: when work in flight carries an execution past the
 * target, the server (1.32) goes on skipping to the next timer, whatever its date. Longer than any case takes.
 */
const beyondWakeMs = 5 * 60_000;

export async function openCompany(options: CompanyOptions = {}): Promise<Company> {
  const logger = createLogger(
    options.log === undefined
      ? { level: process.env['TENURE_TEST_LOG'] ?? 'silent' }
      : { level: 'trace', destination: options.log },
  );
  const organization = freshOrganization();
  const storage = await mkdtemp(join(tmpdir(), 'tenure-company-'));
  const configuration = testConfiguration(organization, storage, options.sections, options.more);
  const connection = await connectTest(options.keys);
  const hr = createFakeHr();
  const directory = createMemoryDirectory({
    baseDn,
    containers: ['Staff', 'Sales', 'Leavers', 'Suspended'].map((name) => `OU=${name},${baseDn}`),
    groups: [
      { name: 'All Staff', container: `OU=Staff,${baseDn}`, kind: 'security' },
      { name: 'Sales Team', container: `OU=Staff,${baseDn}`, kind: 'security' },
      { name: 'Manual Group', container: `OU=Staff,${baseDn}`, kind: 'security' },
      { name: 'everyone', container: `OU=Staff,${baseDn}`, kind: 'distribution' },
    ],
    accounts: options.accounts ?? [],
  });
  const mails: OutgoingMail[] = [];
  const { client, travel } = connection;
  if (options.startsAt !== undefined) travel.shift(Date.parse(options.startsAt) - travel.now());
  const composition = compose(configuration, logger, {
    hr,
    directory,
    employees: starterOf(client, options.rollOverAt),
    mailer: {
      send: async (mail) => void mails.push(mail),
      check: async () => [],
      close: async () => undefined,
    },
  });
  const { dependencies } = composition;
  let worker: TenureWorker;
  const bundle = await testBundle();
  async function startOne(activities: (from: Dependencies) => object): Promise<TenureWorker> {
    return startWorker({
      organization,
      role: 'main',
      temporal: { address: testServer(), namespace },
      dataConverter: connection.dataConverter,
      bundle,
      activities: activities(dependencies),
      maxCachedWorkflows: testCache(),
      logger,
    });
  }
  worker = await startOne(options.activities ?? allActivities);
  const people = new Set<string>();

  async function ask(personKey: string): Promise<EmployeeView> {
    return client.workflow
      .getHandle(employeeWorkflowId(organization, personKey))
      .query<EmployeeView>(employeeMessages.status);
  }

  /** Right after it rolled over, a workflow cannot be asked for a moment. */
  async function view(personKey: string): Promise<EmployeeView> {
    return until(async () => ask(personKey).catch(whenStarted), `${personKey} can be asked`);
  }

  async function quiet(): Promise<void> {
    // Twice: the last of the first pass may have told something to one that was quiet already.
    for (const personKey of [...people, ...people]) {
      await until(async () => {
        const seen = await ask(personKey).catch(whenStarted);
        return seen === undefined || seen.status === 'working' || seen.busy ? undefined : seen;
      }, `${personKey} is quiet`);
    }
  }

  async function refreshPeople(): Promise<void> {
    for (const { personKey } of hr.assemble(new Map()).records) {
      const handle = client.workflow.getHandle(employeeWorkflowId(organization, personKey));
      const known = await handle.describe().catch(() => undefined);
      if (known?.status.name === 'RUNNING') people.add(personKey);
      else people.delete(personKey);
    }
  }

  async function nextInstant(): Promise<number | undefined> {
    let next: number | undefined;
    for (const personKey of people) {
      const { wakesAt } = await view(personKey);
      if (wakesAt !== undefined && (next === undefined || wakesAt < next)) next = wakesAt;
    }
    return next;
  }

  async function startRun(mode: HrSyncInput['mode'] = 'full'): Promise<WorkflowHandle> {
    return client.workflow.start(workflowTypes.hrSync, {
      workflowId: `${hrSyncWorkflowId(organization)}/${randomUUID()}`,
      taskQueue: mainQueue(organization),
      args: [{ organization, mode }],
    });
  }

  async function advanceAll(byMs: number, settle: boolean): Promise<void> {
    travel.shift(byMs);
    for (const personKey of people)
      await travel.advance(client, employeeWorkflowId(organization, personKey), byMs);
    await refreshPeople();
    if (settle) await quiet();
  }

  return {
    organization,
    hr,
    directory,
    mails,
    connection,
    dependencies,
    now: () => new Date(travel.now()).toISOString(),
    async sync({ settle = true } = {}) {
      const outcome: unknown = await (await startRun()).result();
      await refreshPeople();
      if (settle) await quiet();
      return outcome as RunOutcome;
    },
    startRun,
    async advanceTo(instant, { settle = true } = {}) {
      const target = Date.parse(instant);
      for (;;) {
        const next = await nextInstant();
        const step = next === undefined || next > target ? target : next + beyondWakeMs;
        await advanceAll(Math.max(step - travel.now(), 1), settle);
        if (step === target || travel.now() >= target) return;
      }
    },
    quiet,
    view,
    account(personKey) {
      const number = hr.get(personKey).attributes['employeeNumber'];
      return directory.dump().find(({ attributes }) => attributes['employeeID']?.[0] === number);
    },
    async journal() {
      const entries: JournalEntry[] = [];
      for await (const entry of dependencies.journal.read({})) entries.push(entry);
      return entries;
    },
    handle: (personKey) => client.workflow.getHandle(employeeWorkflowId(organization, personKey)),
    async forget(personKey) {
      hr.remove(personKey);
      if (!people.delete(personKey)) return;
      await client.workflow.getHandle(employeeWorkflowId(organization, personKey)).terminate('story over');
    },
    async restartWorker(activities) {
      await worker.stop();
      worker = await startOne(activities ?? options.activities ?? allActivities);
    },
    async close() {
      await worker.stop();
      await composition.close();
      await connection.close();
      await rm(storage, { recursive: true, force: true });
    },
  };
}

/** The usual starter; what it starts rolls over as early as the test says. */
function starterOf(client: Client, rollOverAt: number | undefined): EmployeeStarter {
  const starter = createEmployeeStarter(client);
  if (rollOverAt === undefined) return starter;
  return {
    start: async (input, priority) => starter.start({ ...input, rollOverAt }, priority),
    receive: async (input, source, priority) => starter.receive({ ...input, rollOverAt }, source, priority),
  };
}
