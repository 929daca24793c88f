import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { request } from 'undici';
import { allActivities } from '../src/app/index.ts';
import { loadBundle } from '../workers/bundle.ts';
import { benchDirectory, memoryBaseDn } from './company/directory.ts';
import { benchConfiguration, credentials } from './company/policy.ts';
import { cost, freshOrganization, link, openTenure, synchronise, withFolder } from './company/tenure.ts';
import { askChild, startChild } from './processes/ask.ts';
import { isPrimed, isServing } from './processes/messages.ts';
import { showNumber } from './table.ts';
import type { RunOutcome } from '../src/contracts/activities.ts';
import type { PrimeQuestion, UkgQuestion } from './processes/messages.ts';
import type { BenchContext, BenchLine } from './result.ts';

const employees = 10_000;

/** The paths that undici asks for while some work goes on, each once. */
async function pathsAskedFor(work: () => Promise<void>): Promise<readonly string[]> {
  const paths = new Set<string>();
  const note = (message: unknown): void => {
    if (typeof message !== 'object' || message === null) return;
    const path: unknown = Reflect.get(Reflect.get(message, 'request') ?? {}, 'path');
    if (typeof path === 'string') paths.add(path);
  };
  subscribe('undici:request:create', note);
  try {
    await work();
  } finally {
    unsubscribe('undici:request:create', note);
  }
  return [...paths];
}

/** Reads the same pages with nothing but undici and JSON.parse, one after the other like the client. */
async function readBare(url: string, paths: readonly string[]): Promise<number> {
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  const headers = {
    authorization: `Basic ${basic}`,
    'us-customer-api-key': credentials.customerApiKey,
    'x-api-key': credentials.userApiKey,
  };
  let rows = 0;
  for (const path of paths) {
    const { statusCode, body } = await request(new URL(path, url), { headers });
    const page: unknown = JSON.parse(await body.text());
    if (statusCode !== 200 || !Array.isArray(page)) throw new Error(`${path} answered ${statusCode}`);
    rows += page.length;
  }
  return rows;
}

/** Peak memory of this process so far, MB. */
function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** One synchronisation in which nobody has changed, from HTTP to the report, through the real `hrSync`. */
export async function syncBench({ temporal, progress }: BenchContext): Promise<readonly BenchLine[]> {
  return withFolder(async (storage) => {
    progress(`a simulator with ${employees} employees`);
    const today = new Date().toISOString().slice(0, 10);
    const ukg = await startChild('ukg', { people: employees, today } satisfies UkgQuestion, isServing);
    const connected = await link(temporal);
    try {
      const organization = freshOrganization();
      const ukgUrl = ukg.answer.url;
      progress('the run before');
      await askChild('prime', { organization, storage, ukgUrl } satisfies PrimeQuestion, isPrimed);
      const configuration = benchConfiguration({ organization, storage, baseDn: memoryBaseDn, ukgUrl });
      const directory = benchDirectory();
      const composition = openTenure(configuration, connected, { directory });
      const { dependencies } = composition;
      const worker = await connected.work({
        organization,
        bundle: await loadBundle(undefined),
        activities: allActivities(dependencies),
      });
      const idleMb = peakMb();
      progress('the measured run');
      let outcome: RunOutcome | undefined;
      let took = { seconds: 0, cpuSeconds: 0 };
      const paths = await pathsAskedFor(async () => {
        took = await cost(async () => {
          outcome = await synchronise(connected, organization);
        });
      });
      const peak = peakMb();
      const written = directory.counters().writes;
      assertUnchanged(outcome);
      let rows = 0;
      const bare = await cost(async () => {
        rows = await readBare(ukgUrl, paths);
      });
      await worker.stop();
      await composition.close();
      return [
        {
          name: `unchanged synchronisation, ${employees} employees`,
          value: took.seconds,
          unit: 's',
          raw: { name: 'bare undici + JSON.parse', value: bare.seconds },
          note: `the same ${paths.length} requests, ${rows} rows, from the simulator over HTTP; processor time ${showNumber(took.cpuSeconds)} s, bare ${showNumber(bare.cpuSeconds)} s`,
        },
        {
          name: 'peak memory of that process',
          value: peak,
          unit: 'MB',
          raw: { name: 'the same with an idle worker', value: idleMb },
        },
        {
          name: 'directory writes of that run',
          value: written,
          unit: 'writes',
          budgets: [{ of: 'value', atMost: 0 }],
        },
      ];
    } finally {
      await connected.close();
      await ukg.stop();
    }
  });
}

function assertUnchanged(outcome: RunOutcome | undefined): void {
  const { counts, dispatched } = outcome ?? {};
  const told = (dispatched?.started ?? 0) + (dispatched?.signalled ?? 0);
  if (outcome?.outcome === 'completed' && counts?.total === counts?.unchanged && told === 0) return;
  throw new Error(`The run found changes: ${JSON.stringify(outcome)}`);
}
