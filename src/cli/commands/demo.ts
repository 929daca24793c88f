import { resolve } from 'node:path';
import { command } from '../command.ts';
import { exitCodes } from '../failures.ts';
import { createOutput, paint } from '../output.ts';
import { createLogger } from '../../observability/index.ts';
import { TenureError } from '../../domain/errors.ts';
import { openCompany } from '../practice/company.ts';
import { playYear } from '../practice/demo.ts';
import { interruptible } from '../practice/interrupt.ts';
import { lookAround } from '../practice/look-around.ts';
import { travelServer } from '../practice/temporal-server.ts';
import type { CommonOptions } from '../context.ts';
import type { DemoResult } from '../practice/demo.ts';
import type { Closers } from '../practice/interrupt.ts';

interface DemoCommandOptions extends CommonOptions {
  readonly people: string;
  readonly seed: string;
  readonly folder: string;
  readonly fast?: boolean;
  readonly exit?: boolean;
  readonly memory?: boolean;
}

/** `tenure demo`: the practice company. `npm start` runs it with a Temporal server around it. */
export const demoCommand = command<DemoCommandOptions>(
  {
    usage: 'demo',
    configured: false,
    description: 'a practice company: UKG Pro simulator, directory, mail and a year of working life',
    examples: ['npm start', 'npm start -- --fast --exit', 'tenure demo --people 60 --seed 7 --memory'],
  },
  async (_args, options) => interruptible(async (stop, closers) => run(options, stop, closers)),
)
  .option('--people <number>', 'size of the workforce, from 20 on', '40')
  .option('--seed <number>', 'the same seed gives the same people', '1')
  .option('--fast', 'no pauses; decisions are taken at once')
  .option('--exit', 'end when the year is over; exit code 0 when the directory is what the policy says')
  .option('--memory', 'keep the directory in memory even where Samba is installed')
  .option('--folder <path>', 'where its files are kept', '.tenure/practice');

async function run(options: DemoCommandOptions, stop: AbortSignal, closers: Closers): Promise<number> {
  const output = createOutput(options.json === true);
  const print = (line: string): void => {
    if (!output.json && !stop.aborted) process.stdout.write(`${line}\n`);
  };
  const { address, own, webUrl, codecPort } = travelServer();
  const folder = resolve(options.folder);
  const company = await openCompany(
    {
      folder,
      people: wholeNumber(options.people, '--people', 20),
      seed: wholeNumber(options.seed, '--seed', 0),
      memory: options.memory === true,
      temporalAddress: address,
      ...(webUrl === undefined ? {} : { webUrl }),
      ...(codecPort === undefined ? {} : { codecPort }),
      ownServer: own,
      // What goes wrong shows in the table; log lines between its rows would only be in the way.
      logger: createLogger({ level: options.logLevel === 'warn' ? 'error' : options.logLevel }),
      say: print,
    },
    closers,
  );
  const result = await playYear(company, {
    fast: options.fast === true,
    ...(webUrl === undefined ? {} : { webUrl }),
    configFile: company.configuration.file,
    stop,
    print,
  });
  output.result(result, () => summary(result));
  if (options.exit !== true)
    await lookAround(company, { ...(webUrl === undefined ? {} : { webUrl }), print, stop });
  return result.ok ? exitCodes.done : exitCodes.failed;
}

function wholeNumber(text: string, option: string, least: number): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new TenureError('REQUEST_INVALID', `${option} ${text} must be a whole number from ${least} on.`, {
    place: option,
  });
}

function summary(result: DemoResult): string {
  const { people, cases, events, writes, mails, secondSync, checked, differences } = result;
  const kinds = Object.entries(events)
    .toSorted(([, a], [, b]) => b - a)
    .map(([event, count]) => `${event} ${count}`);
  const verdict = result.ok
    ? paint('green', `The directory is what the policy says for all ${checked} people.`)
    : paint('red', `The directory differs from the policy at ${differences.length} places:`);
  return [
    '',
    paint('bold', 'The year is over'),
    `  ${people} people, ${cases} cases: ${kinds.join(', ')}`,
    `  ${writes} directory writes, ${mails} mails`,
    `  A second synchronisation: ${secondSync.unchanged} unchanged, ${secondSync.writes} directory writes`,
    `  ${verdict}`,
    ...differences.map(({ personKey, what }) => `    ${personKey ?? ''} ${what}`),
  ].join('\n');
}
