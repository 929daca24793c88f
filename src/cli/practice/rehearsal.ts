import { createInterface } from 'node:readline';
import { openContext, temporalAddress } from '../context.ts';
import { exitCodes } from '../failures.ts';
import { TenureError } from '../../domain/errors.ts';
import { openEngine } from './engine.ts';
import { describeFailure } from './failure-text.ts';
import { heldRunName, parseRehearsalCommand, rehearsalHelp } from './rehearsal-commands.ts';
import {
  attentionLines,
  decisionLines,
  happenedLines,
  showAnswer,
  statusLines,
  workingLines,
} from './rehearsal-answers.ts';
import { travelServer } from './temporal-server.ts';
import type { RunOutcome } from '../../contracts/activities.ts';
import type { CommonOptions, Context } from '../context.ts';
import type { Engine } from './engine.ts';
import type { Closers } from './interrupt.ts';
import type { DecisionLine, RehearsalAnswer, StatusLine } from './rehearsal-answers.ts';
import type { RehearsalCommand } from './rehearsal-commands.ts';

/** Who decides in a rehearsal, for the journal. */
const actor = 'rehearsal';

/**
 * Runs the configured product on a server that skips time and works off commands from standard input, one a line.
 * Each is answered when everybody is quiet again. A command that fails is answered, too, and the next one goes on.
 * @returns exit code: failed when a command failed
 * @throws TenureError REQUEST_INVALID unless the configuration says `environment: test`
 */
export async function rehearse(options: CommonOptions, stop: AbortSignal, closers: Closers): Promise<number> {
  const context = await openContext(options);
  const { configuration, logger, output } = context;
  if (configuration.policy.environment !== 'test') {
    throw new TenureError(
      'REQUEST_INVALID',
      'This configuration is not for tests: a rehearsal writes to its directory.',
      {
        place: `${configuration.file}: environment`,
        remedy:
          'Rehearse with a tenure.yaml that names a test tenant and a lab domain, and says environment: test.',
      },
    );
  }
  const server = travelServer();
  const engine = await openEngine({
    configuration,
    // What is configured for a server of the company does not hold for one that was started for us.
    temporal: server.own
      ? { address: server.address, namespace: 'default' }
      : temporalAddress(configuration.connections.temporal),
    logger,
    ownServer: server.own,
  });
  closers.unshift(async () => engine.close());
  output.progress(
    `Rehearsing ${configuration.policy.organization}: UKG Pro at ${configuration.connections.ukg.baseUrl}, ` +
      `Active Directory at ${configuration.connections.activeDirectory.urls.join(', ')}.`,
  );
  if (engine.cleared > 0)
    output.progress(`Ended ${engine.cleared} workflows that an earlier rehearsal had left on the server.`);
  output.progress('Type "help" for the commands.');
  return converse(context, engine, stop);
}

async function converse({ output }: Context, engine: Engine, stop: AbortSignal): Promise<number> {
  const input = createInterface({ input: process.stdin, terminal: false });
  stop.addEventListener('abort', () => input.close(), { once: true });
  const answerer = createAnswerer(engine);
  const prompt = (): void => {
    if (process.stdin.isTTY && !output.json) process.stderr.write('> ');
  };
  let failed = false;
  prompt();
  for await (const line of input) {
    const answer = await answerer.answer(line);
    if (stop.aborted) break;
    if (answer !== undefined) {
      failed ||= !answer.ok;
      output.result(answer, () => (answer.help === true ? helpText() : showAnswer(answer)));
    }
    if (answer?.end === true) break;
    prompt();
  }
  input.close();
  return failed ? exitCodes.failed : exitCodes.done;
}

interface Answer extends RehearsalAnswer {
  readonly help?: true;
  readonly end?: true;
}

function helpText(): string {
  const width = Math.max(...rehearsalHelp.map(([form]) => form.length));
  return rehearsalHelp.map(([form, what]) => `  ${form.padEnd(width)}  ${what}`).join('\n');
}

interface Outcome {
  readonly error?: NonNullable<RehearsalAnswer['error']>;
  readonly run?: RunOutcome;
  readonly people?: readonly StatusLine[];
  readonly help?: true;
  readonly end?: true;
}

function createAnswerer(engine: Engine): { answer(line: string): Promise<Answer | undefined> } {
  let before = { writes: 0, mails: 0 };

  function answerWith(command: string, outcome: Outcome): Answer {
    const now = { writes: engine.dependencies.directory.counters().writes, mails: engine.mails() };
    const since = { writes: now.writes - before.writes, mails: now.mails - before.mails };
    before = now;
    return {
      command,
      ok: outcome.error === undefined,
      now: new Date(engine.now()).toISOString(),
      happened: happenedLines(engine.takeHappenings()),
      ...since,
      decisions: decisionLines(engine),
      attention: attentionLines(engine.people()),
      working: workingLines(engine),
      ...outcome,
    };
  }

  return {
    async answer(line) {
      const text = line.trim();
      try {
        const command = parseRehearsalCommand(text);
        return command === undefined ? undefined : answerWith(text, await perform(engine, command));
      } catch (error) {
        return answerWith(text, { error: errorOf(error) });
      }
    },
  };
}

function errorOf(error: unknown): NonNullable<RehearsalAnswer['error']> {
  const told = error instanceof TenureError ? error : new TenureError('INTERNAL', describeFailure(error));
  return { code: told.code, message: told.message, remedy: told.remedy };
}

async function perform(engine: Engine, command: RehearsalCommand): Promise<Outcome> {
  switch (command.kind) {
    case 'sync':
      return { run: await engine.sync() };
    case 'advance':
      await engine.advanceTo(engine.now() + command.byMs);
      return {};
    case 'advanceTo':
      await engine.advanceTo(command.at);
      return {};
    case 'status':
      await engine.settle();
      return { people: statusLines(engine.people()) };
    case 'answer':
      return answerDecisions(engine, command);
    case 'terminateNow':
      await engine.terminateNow(command.personKey, { actor, reason: command.reason });
      return {};
    case 'help':
      return { help: true };
    case 'exit':
      return { end: true };
  }
}

/** Answers one question, or all that take the answer. */
async function answerDecisions(
  engine: Engine,
  { answer, personKey, comment }: Extract<RehearsalCommand, { kind: 'answer' }>,
): Promise<Outcome> {
  const decision = { answer, actor, ...(comment === undefined ? {} : { comment }) };
  const open = decisionLines(engine).filter((line) => isMeant(line, personKey, answer));
  if (open.length === 0) {
    const what = personKey === undefined ? 'Nothing' : `Nothing of ${personKey}`;
    throw new TenureError('DECISION_UNKNOWN', `${what} waits for the answer ${answer}.`, {
      remedy: 'See what is open with: status',
    });
  }
  let run: RunOutcome | undefined;
  for (const { kind, personKey: key } of open) {
    if (kind === 'heldRun') run = await engine.decideRun(decision);
    else await engine.decide(key, decision);
  }
  return run === undefined ? {} : { run };
}

function isMeant(
  line: DecisionLine,
  personKey: string | undefined,
  answer: DecisionLine['answers'][number],
): boolean {
  if (!line.answers.includes(answer)) return false;
  return (
    personKey === undefined ||
    personKey.toUpperCase() === line.personKey.toUpperCase() ||
    (personKey === heldRunName && line.kind === 'heldRun')
  );
}
