import { allActivities } from '../src/app/index.ts';
import { createEmployeeStarter } from '../src/connectors/temporal/index.ts';
import { searchAttributes } from '../src/contracts/search-attributes.ts';
import { loadBundle } from '../workers/bundle.ts';
import { benchDirectory, memoryBaseDn } from './company/directory.ts';
import { listSource, people } from './company/people.ts';
import { benchConfiguration } from './company/policy.ts';
import { provision } from './company/provision.ts';
import {
  cost,
  freshOrganization,
  link,
  openTenure,
  synchronise,
  until,
  withFolder,
} from './company/tenure.ts';
import { hollowActivities, hollowBundle, hollowEmployee, readShape } from './hollow/shape.ts';
import { showNumber } from './table.ts';
import type { Cost, Link } from './company/tenure.ts';
import type { Shape } from './hollow/shape.ts';
import type { BenchContext, BenchLine } from './result.ts';

const employees = 5_000;
/** Starts under way at once, as many as the product's dispatch has. */
const inFlight = 24;

/** Waits until that many people of the organization show as idle in the server's lists, as an operator would see it. */
async function untilIdle({ client }: Link, organization: string, count: number): Promise<void> {
  const { organization: name, status } = searchAttributes;
  const query = `${name.name} = "${organization}" AND ${status.name} = "idle"`;
  await until('everybody is idle', async () => (await client.workflow.count(query)).count >= count, {
    everyMs: 250,
  });
}

interface Measured extends Cost {
  readonly shape: Shape;
  readonly writes: number;
}

/** One `hrSync` that meets everybody for the first time, with the account that the policy wants. */
async function firstSync(connected: Link, storage: string): Promise<Measured> {
  const organization = freshOrganization();
  const configuration = benchConfiguration({ organization, storage, baseDn: memoryBaseDn });
  const records = people(employees);
  const directory = benchDirectory();
  const composition = openTenure(configuration, connected, {
    hr: listSource(records),
    directory,
  });
  const { dependencies } = composition;
  await provision(dependencies, records);
  const before = directory.counters().writes;
  const worker = await connected.work({
    organization,
    bundle: await loadBundle(undefined),
    activities: allActivities(dependencies),
  });
  try {
    const took = await cost(async () => {
      const outcome = await synchronise(connected, organization);
      if (outcome.dispatched?.adopted !== employees)
        throw new Error(`Not everybody was adopted: ${JSON.stringify(outcome)}`);
      await untilIdle(connected, organization, employees);
    });
    const personKey = records[0]?.personKey ?? '';
    const shape = await readShape({ ...connected, organization, personKey, evaluateBytes: 0 });
    return { ...took, shape, writes: directory.counters().writes - before };
  } finally {
    await worker.stop();
    await composition.close();
  }
}

/** The same number of empty workflows with inputs of the same size, started as fast as the client can. */
async function bareStarts(connected: Link, shape: Shape): Promise<Cost> {
  const organization = freshOrganization();
  const worker = await connected.work({
    organization,
    bundle: await hollowBundle(),
    activities: hollowActivities(['evaluate'], () => undefined),
  });
  const employeesOf = createEmployeeStarter(connected.client);
  const inputs = people(employees).map((record) =>
    hollowEmployee({ schema: 1, person: { organization, personKey: record.personKey }, record }, shape),
  );
  let next = 0;
  async function startSome(): Promise<void> {
    for (let input = inputs[next++]; input !== undefined; input = inputs[next++])
      await employeesOf.start(input, 5);
  }
  try {
    return await cost(async () => {
      await Promise.all(Array.from({ length: inFlight }, startSome));
      await untilIdle(connected, organization, employees);
    });
  } finally {
    await worker.stop();
  }
}

/** People with a correct account adopted and their workflows started, per second of the whole first run. */
export async function firstSyncBench({ temporal, progress }: BenchContext): Promise<readonly BenchLine[]> {
  const connected = await link(temporal);
  try {
    progress(`${employees} people with accounts are synchronised for the first time`);
    const ours = await withFolder(async (folder) => firstSync(connected, folder));
    progress(`${employees} empty workflows are started`);
    const bare = await bareStarts(connected, ours.shape);
    return [
      {
        name: `first synchronisation, ${employees} adopted`,
        value: employees / ours.seconds,
        unit: 'people/s',
        raw: { name: 'bare start + first task', value: employees / bare.seconds },
        budgets: [{ of: 'value', atLeast: 150 }],
        note: `the whole run, from fetch until everybody is idle; processor time of the worker ${showNumber((ours.cpuSeconds * 1000) / employees)} ms each, bare ${showNumber((bare.cpuSeconds * 1000) / employees)} ms; ${ours.shape.events} events each`,
      },
      {
        name: 'directory writes of that run',
        value: ours.writes,
        unit: 'writes',
        budgets: [{ of: 'value', atMost: 0 }],
      },
    ];
  } finally {
    await connected.close();
  }
}
