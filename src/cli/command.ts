import { Command, Option } from 'commander';
import { exitCodes, tellFailure } from './failures.ts';
import type { CommonOptions } from './context.ts';

/** A command with the options that all have, an example in its help, and one way to fail. */
export interface CommandText {
  /** With its arguments: `show <person>`. */
  readonly usage: string;
  readonly description: string;
  /** Lines of shell, shown in the help. */
  readonly examples: readonly string[];
  /** `false` for commands that bring their own configuration. */
  readonly configured?: false;
}

/** Answer of a command: its exit code, or nothing for "done". */
export type Answer = number | undefined | void;

/**
 * Makes a command. `action` gets the positional arguments in order, then the options.
 * What it throws is told once, here, with the exit code of its kind.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names the options at the call
export function command<Options extends CommonOptions>(
  text: CommandText,
  // The type of the options is what the command's own declarations make them.
  action: (args: readonly string[], options: Options) => Promise<Answer>,
): Command {
  const made = new Command(text.usage.split(' ')[0]);
  for (const argument of text.usage.split(' ').slice(1)) made.argument(argument);
  return withCommon(made, text.configured !== false)
    .description(text.description)
    .addHelpText('after', `\nExamples:\n${text.examples.map((line) => `  $ ${line}`).join('\n')}`)
    .action(async () => {
      const options = made.opts<Options>();
      try {
        process.exitCode = (await action(made.args, options)) ?? exitCodes.done;
      } catch (error) {
        process.exitCode = tellFailure(error, options.json === true);
      }
    });
}

/** A command that only groups others. */
export function group(name: string, description: string, commands: readonly Command[]): Command {
  const made = new Command(name).description(description);
  for (const one of commands) made.addCommand(one);
  return made;
}

function withCommon(made: Command, configured: boolean): Command {
  if (configured) {
    made.option('-c, --config <file>', 'configuration file', process.env['TENURE_CONFIG'] ?? 'tenure.yaml');
  }
  return made
    .option('--json', 'answer as one line of JSON')
    .addOption(
      new Option('--log-level <level>', 'log lines on standard error')
        .choices(['silent', 'error', 'warn', 'info', 'debug'])
        .default('warn'),
    );
}
