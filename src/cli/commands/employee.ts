import { userInfo } from 'node:os';
import { command, group } from '../command.ts';
import { openContext, withTemporal } from '../context.ts';
import { nowOf, readEmployee, requestOf } from '../employees.ts';
import { showTime } from '../output.ts';
import { connectHr } from '../../app/index.ts';
import { employeeMessages } from '../../contracts/messages.ts';
import { employeeWorkflowId } from '../../contracts/ids.ts';
import { TenureError } from '../../domain/errors.ts';
import { evaluate } from '../../domain/lifecycle/evaluate.ts';
import { explain } from '../../domain/lifecycle/explain.ts';
import { showPlace } from '../../domain/place.ts';
import type { EmployeeView } from '../../contracts/messages.ts';
import type { CommonOptions } from '../context.ts';

interface ActorOptions extends CommonOptions {
  readonly actor: string;
}

const show = command<CommonOptions>(
  {
    usage: 'show <person>',
    description: 'where a person stands, what comes next, what was done',
    examples: ['tenure employee show A1B2C3000010', 'tenure employee show A1B2C3000010 --json'],
  },
  async ([personKey = ''], options) => {
    const { configuration, output } = await openContext(options);
    const { organization } = configuration.policy;
    const view = await withTemporal(configuration, async ({ client }) =>
      readEmployee(client, organization, personKey),
    );
    output.result(view, () => showEmployee(view));
  },
);

const explainCommand = command<CommonOptions & { readonly at?: string }>(
  {
    usage: 'explain <person>',
    description:
      'phase, due event and next instants from the HR record as it is now, with the rule behind each',
    examples: [
      'tenure employee explain A1B2C3000010',
      'tenure employee explain A1B2C3000010 --at 2026-04-01',
    ],
  },
  async ([personKey = ''], options) => {
    const { configuration, output, logger } = await openContext(options);
    const { organization } = configuration.policy;
    const view = await withTemporal(configuration, async ({ client }) =>
      readEmployee(client, organization, personKey),
    );
    const hr = connectHr(configuration, logger);
    try {
      const record = await hr.person(personKey);
      if (record === undefined) {
        throw new TenureError('HR_PERSON_MISSING', `HR knows no person ${personKey}.`, { personKey });
      }
      const at = options.at === undefined ? nowOf(view) : readInstant(options.at);
      const { memory } = view;
      const evaluation = evaluate(configuration.policy, { record, memory, now: at, requests: [] });
      output.result({ personKey, at: new Date(at).toISOString(), evaluation }, () =>
        explain(evaluation).join('\n'),
      );
    } finally {
      await hr.close();
    }
  },
).option('--at <when>', 'as if it were this date or instant');

const terminateNow = command<ActorOptions & { readonly reason: string; readonly yes?: boolean }>(
  {
    usage: 'terminate-now <person>',
    description: 'end access at once, before HR knows; recorded with your name and reason',
    examples: [
      'tenure employee terminate-now A1B2C3000010 --reason "dismissed for cause, HR informed" --yes',
    ],
  },
  async ([personKey = ''], options) => {
    if (options.yes !== true) {
      throw new TenureError('REQUEST_INVALID', `This ends the access of ${personKey} at once.`, {
        personKey,
        remedy: 'Say --yes if you mean it.',
      });
    }
    await ask(options, personKey, employeeMessages.terminateNow, {
      actor: options.actor,
      reason: options.reason,
    });
  },
)
  .requiredOption('--reason <text>', 'why; kept in the journal')
  .option('--yes', 'do it')
  .option('--actor <name>', 'who asks', userInfo().username);

const resync = command<ActorOptions>(
  {
    usage: 'resync <person>',
    description: 'read the person again from HR and correct whatever differs',
    examples: ['tenure employee resync A1B2C3000010'],
  },
  async ([personKey = ''], options) =>
    ask(options, personKey, employeeMessages.resync, { actor: options.actor }),
).option('--actor <name>', 'who asks', userInfo().username);

const hold = command<ActorOptions & { readonly reason: string }>(
  {
    usage: 'hold <person>',
    description: 'keep the account beyond its retention, until it is released; nothing else is held up',
    examples: ['tenure employee hold A1B2C3000010 --reason "litigation 2026-114"'],
  },
  async ([personKey = ''], options) =>
    ask(options, personKey, employeeMessages.hold, { actor: options.actor, reason: options.reason }),
)
  .requiredOption('--reason <text>', 'why; kept in the journal')
  .option('--actor <name>', 'who asks', userInfo().username);

const release = command<ActorOptions & { readonly reason?: string }>(
  {
    usage: 'release <person>',
    description: 'end a hold; a deletion that has come due meanwhile goes ahead',
    examples: ['tenure employee release A1B2C3000010 --reason "litigation 2026-114 is closed"'],
  },
  async ([personKey = ''], options) =>
    ask(options, personKey, employeeMessages.release, {
      actor: options.actor,
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    }),
)
  .option('--reason <text>', 'why; kept in the journal')
  .option('--actor <name>', 'who asks', userInfo().username);

/** `tenure employee`: one person. */
export const employeeCommand = group('employee', 'one person', [
  show,
  explainCommand,
  resync,
  terminateNow,
  hold,
  release,
]);

async function ask(
  options: CommonOptions,
  personKey: string,
  update: string,
  argument: unknown,
): Promise<void> {
  const { configuration, output } = await openContext(options);
  const id = employeeWorkflowId(configuration.policy.organization, personKey);
  await withTemporal(configuration, async ({ client }) => requestOf(client, id, update, argument));
  output.result(
    { accepted: true, workflowId: id },
    () => `Accepted. See what comes of it with: tenure employee show ${personKey}`,
  );
}

function readInstant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new TenureError('REQUEST_INVALID', `--at ${text} is no date, such as 2026-04-01.`);
  return at;
}

function showEmployee(view: EmployeeView): string {
  const { memory } = view;
  const lines = [`Person ${view.personKey}: ${view.phase}, ${view.status} (${showTime(nowOf(view))})`];
  for (const [directory, account] of Object.entries(memory.accounts)) {
    lines.push(`account: ${directory} ${account.id} (${account.origin})`);
  }
  if (memory.hold !== undefined) {
    const { actor, reason, at } = memory.hold;
    lines.push(`held: by ${actor} since ${showTime(at)}: ${reason}`);
    lines.push(`      the account is not deleted until: tenure employee release ${view.personKey}`);
  }
  if (view.decision !== undefined) {
    lines.push(`waits: ${view.decision.event}: ${view.decision.reason.text}`);
    lines.push(`       see it with: tenure decisions show ${view.personKey}`);
  }
  const attention = view.decision?.attention ?? view.attention;
  if (attention !== undefined)
    lines.push(`attention: ${attention.code}: ${attention.message}`, `remedy: ${attention.remedy}`);
  for (const instant of view.instants) {
    lines.push(
      `next: ${instant.event} at ${showTime(instant.at)}, effective ${instant.effective}: ${instant.reason.text}`,
    );
  }
  for (const { text, place } of view.reasons) {
    lines.push(`because: ${text}${place === undefined ? '' : ` (${showPlace(place)})`}`);
  }
  for (const done of memory.recent.toReversed()) {
    lines.push(`done: ${showTime(done.at)} ${done.event}: ${done.outcome}, ${done.changes} changes`);
  }
  return lines.join('\n');
}
