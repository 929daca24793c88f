/** `npm run bench`: runs the named benchmarks (all when none is named) and prints a table, or JSON. */
import { parseArgs } from 'node:util';
import { askChild } from './processes/ask.ts';
import { isBenchLines } from './processes/messages.ts';
import { benches } from './registry.ts';
import { isMet, ratioOf } from './result.ts';
import { showTable } from './table.ts';
import type { OneQuestion } from './processes/messages.ts';
import type { BenchLine } from './result.ts';

const help = `npm run bench [-- NAME...] [--json] [--large]

${benches.map(({ name, measures }) => `  ${name.padEnd(12)} ${measures}`).join('\n')}

  --json   one line of JSON with the results
  --large  also what takes minutes

A missed budget does not fail the command. Figures count on a quiet machine only.`;

interface Options {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly large: boolean;
}

function readArguments(): Options | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new Error(`No benchmark is called ${unknown.join(', ')}.\n\n${help}`);
  return { names: positionals, json: values.json, large: values.large };
}

/** A line as JSON, with ratio and verdicts worked out. */
function judged(line: BenchLine): object {
  if ('leftOut' in line) return line;
  const budgets = (line.budgets ?? []).map((budget) =>
    Object.assign({}, budget, { met: isMet(line, budget) }),
  );
  return { ...line, ratio: ratioOf(line), budgets };
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) {
    process.stdout.write(`${help}\n`);
    return;
  }
  const temporal = process.env['TEMPORAL_ADDRESS'];
  if (temporal === undefined)
    throw new Error('Start the benchmarks with `npm run bench`, which starts a server.');
  const chosen =
    options.names.length === 0 ? benches : benches.filter(({ name }) => options.names.includes(name));
  const lines: BenchLine[] = [];
  for (const { name } of chosen) {
    const asked = { name, temporal, large: options.large } satisfies OneQuestion;
    try {
      lines.push(...(await askChild('one', asked, isBenchLines)));
    } catch (error) {
      // The others are worth having all the same.
      lines.push({ name, leftOut: error instanceof Error ? error.message : String(error) });
      process.exitCode = 1;
    }
  }
  process.stdout.write(`${options.json ? JSON.stringify(lines.map(judged)) : showTable(lines)}\n`);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
