import { Command } from 'commander';
import { checkCommand } from './commands/check.ts';
import { decisionsCommand } from './commands/decisions.ts';
import { demoCommand } from './commands/demo.ts';
import { employeeCommand } from './commands/employee.ts';
import { initCommand } from './commands/init.ts';
import { journalCommand } from './commands/journal.ts';
import { previewCommand } from './commands/preview.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { scheduleCommand } from './commands/schedule.ts';
import { syncCommand } from './commands/sync.ts';
import { workerCommand } from './commands/worker.ts';
import { exitCodes } from './failures.ts';

const program = new Command('tenure')
  .description('hire-to-retire automation: UKG Pro to Active Directory on Temporal')
  .version('0.1.0')
  .showSuggestionAfterError()
  .showHelpAfterError('(tenure --help shows all commands)')
  .addHelpText(
    'after',
    '\nFirst steps:\n  $ tenure init            write a commented tenure.yaml\n  $ tenure check           validate it and test every connection\n' +
      '  $ tenure preview --person KEY   see what would be done, and why\n  $ tenure worker          run it\n  $ tenure sync            one synchronisation now\n' +
      '\nExit codes: 0 done, 1 it did not work, 2 wrong command or configuration, 3 something waits for a human.',
  );

for (const command of [
  initCommand,
  checkCommand,
  previewCommand,
  syncCommand,
  workerCommand,
  scheduleCommand,
  employeeCommand,
  decisionsCommand,
  journalCommand,
  sandboxCommand,
  demoCommand,
  rehearseCommand,
]) {
  program.addCommand(command);
}

// A reader that went away (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
});

program.exitOverride((outcome) => process.exit(outcome.exitCode === 0 ? exitCodes.done : exitCodes.usage));
for (const command of program.commands) inheritExit(command);
await program.parseAsync();

/** Wrong options of any command end with the code for usage. */
function inheritExit(command: Command): void {
  command.exitOverride((outcome) => process.exit(outcome.exitCode === 0 ? exitCodes.done : exitCodes.usage));
  for (const inner of command.commands) inheritExit(inner);
}
