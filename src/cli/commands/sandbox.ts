import { Command } from 'commander';
import { exitCodes, tellFailure } from '../failures.ts';
import { createOutput } from '../output.ts';
import { group } from '../command.ts';
import { startSmtpSink } from '../../sandbox/mail/index.ts';
import { startUkgSandbox } from '../../sandbox/ukg/index.ts';
import { TenureError } from '../../domain/errors.ts';

interface UkgOptions {
  readonly port: string;
  readonly host: string;
  readonly seed: string;
  readonly people: string;
  readonly today: string;
  readonly username: string;
  readonly password: string;
  readonly customerKey: string;
  readonly userKey: string;
  readonly json?: boolean;
}

const ukg = new Command('ukg')
  .description('a UKG Pro simulator with a seeded workforce; docs/sandbox.md describes its control interface')
  .option('--port <port>', 'port to listen on; 0 = a free one', '4010')
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--people <number>', 'size of the workforce, 10 to 100000', '100')
  .option('--seed <number>', 'the same seed gives the same workforce', '1')
  .option('--today <date>', 'where its clock starts', new Date().toISOString().slice(0, 10))
  .option('--username <name>', 'accepted user name', 'TENURE_SVC')
  .option('--password <text>', 'accepted password', 'sandbox-password')
  .option('--customer-key <text>', 'accepted US-Customer-Api-Key', 'SANDB')
  .option('--user-key <text>', 'accepted user API key', 'SANDBOXUSER1')
  .option('--json', 'answer as one line of JSON')
  .addHelpText(
    'after',
    '\nExamples:\n  $ tenure sandbox ukg --people 500 --seed 7\n  $ curl -u TENURE_SVC:sandbox-password -H "US-Customer-Api-Key: SANDB" "http://127.0.0.1:4010/personnel/v1/employment-details?per_Page=5"',
  )
  .action(async (options: UkgOptions) => {
    await serve(options.json === true, async () => {
      const sandbox = await startUkgSandbox({
        port: whole(options.port, '--port'),
        host: options.host,
        seed: whole(options.seed, '--seed'),
        people: whole(options.people, '--people'),
        today: options.today,
        credentials: {
          username: options.username,
          password: options.password,
          customerApiKey: options.customerKey,
          userApiKey: options.userKey,
        },
      });
      return {
        url: sandbox.url,
        text: `UKG Pro simulator with ${options.people} people at ${sandbox.url}`,
        close: async () => sandbox.close(),
      };
    });
  });

const smtp = new Command('smtp')
  .description('a mail server that shows what it gets and passes nothing on')
  .option('--port <port>', 'port to listen on; 0 = a free one', '2525')
  .option('--json', 'one line of JSON per mail')
  .addHelpText('after', '\nExamples:\n  $ tenure sandbox smtp --port 2525')
  .action(async (options: { readonly port: string; readonly json?: boolean }) => {
    const json = options.json === true;
    await serve(json, async () => {
      const sink = await startSmtpSink({
        port: whole(options.port, '--port'),
        onMail: (mail) => {
          const text = `To ${mail.recipients.join(', ')}: ${mail.subject}\n${mail.text}`;
          process.stdout.write(`${json ? JSON.stringify(mail) : text}\n`);
        },
      });
      return { url: sink.url, text: `Mail sink at ${sink.url}`, close: async () => sink.close() };
    });
  });

/** `tenure sandbox`: stand-ins for the systems around Tenure, each startable alone. */
export const sandboxCommand = group('sandbox', 'stand-ins for UKG Pro and the mail server', [ukg, smtp]);

interface Served {
  readonly url: string;
  readonly text: string;
  close(): Promise<void>;
}

/** Starts, tells where, and waits for the interrupt. */
async function serve(json: boolean, start: () => Promise<Served>): Promise<void> {
  try {
    const served = await start();
    createOutput(json).result({ url: served.url }, () => `${served.text}; Ctrl-C stops it.`);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await served.close();
    process.exitCode = exitCodes.done;
  } catch (error) {
    process.exitCode = tellFailure(error, json);
  }
}

function whole(text: string, option: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new TenureError('REQUEST_INVALID', `${option} ${text} is no whole number.`, { place: option });
}
