import { createTimeTravel, createEmployeeStarter } from '../src/connectors/temporal/index.ts';
import { allActivities } from '../src/app/index.ts';
import { employeeWorkflowId } from '../src/contracts/ids.ts';
import { firstSight, createPeople } from '../activities/index.ts';
import { bundleWorkflows } from '../workers/bundle.ts';
import { benchDirectory, memoryBaseDn } from './company/directory.ts';
import { listSource, people } from './company/people.ts';
import { benchConfiguration } from './company/policy.ts';
import { provision } from './company/provision.ts';
import { freshOrganization, link, openTenure, until, withFolder } from './company/tenure.ts';
import { historyOf } from './hollow/shape.ts';
import { startTimeSkippingServer } from './company/time-server.ts';
import type { Dependencies } from '../activities/index.ts';
import type { EmployeeInput } from '../src/contracts/workflows.ts';
import type { HrRecord } from '../src/domain/hr/record.ts';
import type { Link } from './company/tenure.ts';
import type { BenchContext, BenchLine } from './result.ts';

const yearMs = 365 * 24 * 3_600_000;
/** The slope between two sizes of the cache leaves out what a worker needs anyway. */
const fewCached = 400;
const manyCached = 1_400;

/** What a synchronisation starts the workflow of somebody with who has a correct account. */
async function adoptedInput(
  dependencies: Dependencies,
  organization: string,
  record: HrRecord,
): Promise<EmployeeInput> {
  const { policy, directory } = dependencies;
  const planning = { policy, directory, people: createPeople(dependencies, Date.now) };
  const sight = await firstSight(planning, record, Date.now(), false);
  if (sight.kind !== 'start' || sight.evaluation.due !== undefined)
    throw new Error('A benchmark person is not settled');
  const { memory, evaluation } = sight;
  return { schema: 1, person: { organization, personKey: record.personKey }, record, memory, evaluation };
}

interface Opened {
  readonly organization: string;
  readonly input: (record: HrRecord) => Promise<EmployeeInput>;
  readonly records: readonly HrRecord[];
}

/** A Tenure with settled people and a worker, for as long as some work takes. */
async function withSettled<T>(
  connected: Link,
  count: number,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  return withFolder(async (storage) => {
    const organization = freshOrganization();
    const configuration = benchConfiguration({ organization, storage, baseDn: memoryBaseDn });
    const records = people(count);
    const parts = { hr: listSource(records), directory: benchDirectory() };
    const composition = openTenure(configuration, connected, parts);
    const { dependencies } = composition;
    await provision(dependencies, records);
    const worker = await connected.work({
      organization,
      bundle: await bundleWorkflows(),
      activities: allActivities(dependencies),
    });
    try {
      const input = async (record: HrRecord) => adoptedInput(dependencies, organization, record);
      return await work({ organization, input, records });
    } finally {
      await worker.stop();
      await composition.close();
    }
  });
}

async function startAndRest(connected: Link, { organization, input }: Opened, records: readonly HrRecord[]) {
  const starter = createEmployeeStarter(connected.client);
  for (const record of records) await starter.start(await input(record), 5);
  for (const { personKey } of records.slice(-25)) {
    const handle = connected.client.workflow.getHandle(employeeWorkflowId(organization, personKey));
    await until('the workflow rests', async () => (await handle.describe()).historyLength >= 5);
  }
}

/** Memory of the worker's process for each further employee in its cache. */
async function cachedMb(connected: Link): Promise<number> {
  return withSettled(connected, manyCached, async (opened) => {
    await startAndRest(connected, opened, opened.records.slice(0, fewCached));
    const few = process.memoryUsage().rss;
    await startAndRest(connected, opened, opened.records.slice(fewCached));
    return (process.memoryUsage().rss - few) / 1024 / 1024 / (manyCached - fewCached);
  });
}

/** Events that a year adds to the history of somebody with whom nothing happens. */
async function idleYearEvents(): Promise<number> {
  const server = await startTimeSkippingServer();
  const travel = createTimeTravel();
  const connected = await link(server.address, travel.interceptors);
  try {
    return await withSettled(connected, 1, async (opened) => {
      await startAndRest(connected, opened, opened.records);
      const workflowId = employeeWorkflowId(opened.organization, opened.records[0]?.personKey ?? '');
      const before = await countEvents(connected, workflowId);
      await travel.advance(connected.client, workflowId, yearMs);
      return (await countEvents(connected, workflowId)) - before;
    });
  } finally {
    await connected.close();
    await server.stop();
  }
}

/** Without the events that time skipping itself leaves. */
async function countEvents({ client }: Link, workflowId: string): Promise<number> {
  const events = await historyOf(client, workflowId);
  return events.filter(
    ({
      workflowExecutionOptionsUpdatedEventAttributes,
      workflowExecutionTimeSkippingTransitionedEventAttributes,
    }) =>
      !workflowExecutionOptionsUpdatedEventAttributes &&
      !workflowExecutionTimeSkippingTransitionedEventAttributes,
  ).length;
}

/** Sizes: the workflow bundle, a cached employee, an idle year. */
export async function footprintBench({ temporal, progress }: BenchContext): Promise<readonly BenchLine[]> {
  const { code } = await bundleWorkflows();
  const connected = await link(temporal);
  try {
    progress(`${manyCached} employees in the cache of a worker`);
    const cached = await cachedMb(connected);
    progress('a year in which nothing happens');
    const year = await idleYearEvents();
    return [
      {
        name: 'workflow bundle',
        value: Buffer.byteLength(code) / 1024 / 1024,
        unit: 'MB',
        budgets: [{ of: 'value', atMost: 2 }],
      },
      {
        name: 'memory per cached employee',
        value: cached,
        unit: 'MB',
        budgets: [{ of: 'value', atMost: 0.4 }],
        note: `resident memory of the worker's process from ${fewCached} to ${manyCached} employees in its cache`,
      },
      {
        name: 'history of an idle year',
        value: year,
        unit: 'events',
        budgets: [{ of: 'value', atMost: 40 }],
        note: 'without the events of time skipping itself',
      },
    ];
  } finally {
    await connected.close();
  }
}
