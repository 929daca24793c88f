import { command } from '../command.ts';
import { openContext } from '../context.ts';
import { openStorage } from '../../app/index.ts';
import { TenureError } from '../../domain/errors.ts';
import type { JournalEntry } from '../../contracts/ports.ts';
import type { CommonOptions } from '../context.ts';

interface JournalOptions extends CommonOptions {
  readonly person?: string;
  readonly run?: string;
  readonly since?: string;
}

/** `tenure journal`: what was done, why, by which policy version. With `--json` one entry a line. */
export const journalCommand = command<JournalOptions>(
  {
    usage: 'journal',
    description: 'show what was done, why and by whom',
    examples: [
      'tenure journal --person A1B2C3000010',
      'tenure journal --since 2026-03-01',
      'tenure journal --run RUN --json',
    ],
  },
  async (_args, options) => {
    const { configuration, logger } = await openContext(options);
    const since = options.since === undefined ? undefined : readSince(options.since);
    const { journal } = openStorage(configuration, logger);
    const filter = {
      ...(options.person === undefined ? {} : { personKey: options.person }),
      ...(options.run === undefined ? {} : { runId: options.run }),
      ...(since === undefined ? {} : { since }),
    };
    let entries = 0;
    for await (const entry of journal.read(filter)) {
      entries += 1;
      process.stdout.write(`${options.json === true ? JSON.stringify(entry) : show(entry)}\n`);
    }
    if (entries === 0 && options.json !== true) process.stdout.write('No entries.\n');
  },
)
  .option('--person <key>', 'only this person')
  .option('--run <id>', 'only this run')
  .option('--since <when>', 'ISO date or instant');

function readSince(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new TenureError('REQUEST_INVALID', `--since ${text} is no date, such as 2026-03-01.`);
  return new Date(at).toISOString();
}

function show(entry: JournalEntry): string {
  const who = entry.personKey ?? (entry.runId === undefined ? '' : `run ${entry.runId}`);
  // Reasons of groups name the rule of each group already.
  const rule =
    entry.rule !== undefined && entry.reason?.includes(entry.rule) === true ? undefined : entry.rule;
  const why = [entry.reason, rule].filter((part) => part !== undefined).join(', ');
  const lines = [
    `${entry.at}  ${who}  ${entry.event ?? ''}  ${entry.operation}: ${entry.outcome}${entry.code === undefined ? '' : ` (${entry.code})`}`,
    ...changes(entry).map((line) => `    ${line}`),
    ...(why === '' ? [] : [`    because ${why}`]),
    `    by ${entry.actor}${entry.comment === undefined ? '' : `: ${entry.comment}`}, policy ${entry.policyVersion.slice(0, 12)}`,
  ];
  return lines.join('\n');
}

function changes({ before = {}, after = {} }: JournalEntry): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name) => `${name}: ${shown(before[name])} -> ${shown(after[name])}`);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '(none)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
