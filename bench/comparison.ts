import { stored } from '../activities/run/stored.ts';
import { compose } from '../src/app/index.ts';
import { createLogger } from '../src/observability/index.ts';
import { benchDirectory, memoryBaseDn } from './company/directory.ts';
import { benchConfiguration } from './company/policy.ts';
import { assess, cost, freshOrganization, silentMailer, withFolder } from './company/tenure.ts';
import { askChild, startChild } from './processes/ask.ts';
import { isPrimed, isServing } from './processes/messages.ts';
import type { PrimeQuestion, UkgQuestion } from './processes/messages.ts';
import type { BenchContext, BenchLine } from './result.ts';
import type { JudgedRun } from './company/tenure.ts';

const employees = 100_000;
const name = `comparison of ${employees} unchanged employees`;

/** The comparison alone: the stored roster with what the last run saw, judged; nothing is fetched or dispatched. */
export async function comparisonBench({ large, progress }: BenchContext): Promise<readonly BenchLine[]> {
  if (!large) return [{ name, leftOut: 'takes minutes to prepare; `npm run bench -- comparison --large`' }];
  return withFolder(async (storage) => {
    const organization = freshOrganization();
    progress(`a simulator with ${employees} employees, and the run before`);
    const today = new Date().toISOString().slice(0, 10);
    const ukg = await startChild('ukg', { people: employees, today } satisfies UkgQuestion, isServing);
    const ukgUrl = ukg.answer.url;
    let rows = 0;
    try {
      const asked = { organization, storage, ukgUrl } satisfies PrimeQuestion;
      rows = (await askChild('prime', asked, isPrimed)).rows;
    } finally {
      await ukg.stop();
    }
    const configuration = benchConfiguration({ organization, storage, baseDn: memoryBaseDn, ukgUrl });
    const directory = benchDirectory();
    const logger = createLogger({ level: 'warn' });
    const composition = compose(configuration, logger, { directory, mailer: silentMailer() });
    const { dependencies } = composition;
    const { snapshots } = dependencies;
    const run = { organization, runId: 'measured' };
    await snapshots.write(stored.roster(run.runId).key, snapshots.read(stored.lastRoster.key));
    progress('the comparison');
    let judged: JudgedRun | undefined;
    const took = await cost(async () => {
      const roster = { snapshot: stored.roster(run.runId).key, rows, problems: 0 };
      judged = await assess(dependencies, run, roster);
    });
    const peak = process.resourceUsage().maxRSS / 1024;
    await composition.close();
    const counts = judged?.assessment.counts;
    if (counts === undefined || counts.total !== counts.unchanged)
      throw new Error(`The comparison found changes: ${JSON.stringify(counts)}`);
    return [
      { name, value: took.seconds, unit: 's', budgets: [{ of: 'value', atMost: 60 }] },
      {
        name: 'peak memory of that process',
        value: peak,
        unit: 'MB',
        budgets: [{ of: 'value', atMost: 1_024 }],
      },
      {
        name: 'directory writes of that comparison',
        value: directory.counters().writes,
        unit: 'writes',
        budgets: [{ of: 'value', atMost: 0 }],
      },
    ];
  });
}
