import { command } from '../command.ts';
import { openContext, withTemporal } from '../context.ts';
import { exitCodes } from '../failures.ts';
import { paint } from '../output.ts';
import { connectDirectory, connectHr, connectMail, directoryNeeds } from '../../app/index.ts';
import { TenureError } from '../../domain/errors.ts';
import { formatProblems } from '../../config/index.ts';
import type { Finding } from '../../contracts/ports.ts';
import type { CommonOptions, Context } from '../context.ts';

interface CheckOptions extends CommonOptions {
  readonly offline?: boolean;
}

/** `tenure check`: the file, then every connection and right that the policy needs. */
export const checkCommand = command<CheckOptions>(
  {
    usage: 'check',
    description: 'validate tenure.yaml, then test connections, keys, rights and names',
    examples: ['tenure check', 'tenure check --offline', 'tenure check --config prod.yaml --json'],
  },
  async (_args, options) => {
    const context = await openContext(options);
    const { configuration, output } = context;
    if (configuration.warnings.length > 0) {
      output.progress(formatProblems(configuration.warnings, configuration.sourceText));
    }
    const file: Finding = {
      ok: true,
      severity: 'error',
      subject: 'Configuration',
      message: `${options.config} is valid, policy version ${configuration.policy.version.slice(0, 12)}.`,
    };
    const findings = options.offline === true ? [file] : [file, ...(await connected(context))];
    const failed = findings.some(({ ok, severity }) => !ok && severity === 'error');
    output.result({ ok: !failed, findings, warnings: configuration.warnings }, () =>
      findings.map(show).join('\n'),
    );
    return failed ? exitCodes.waiting : exitCodes.done;
  },
).option('--offline', 'validate the file only');

async function connected({ configuration, logger, output }: Context): Promise<readonly Finding[]> {
  const hr = connectHr(configuration, logger);
  const directory = connectDirectory(configuration, logger);
  const mail = connectMail(configuration);
  try {
    const asked = ['UKG Pro', 'Active Directory', ...(mail === undefined ? [] : ['the mail server'])];
    output.progress(`Asking ${asked.join(', ')} and Temporal ...`);
    const answers = await Promise.all([
      findingsOf('UKG Pro', async () => hr.check()),
      findingsOf('Active Directory', async () => directory.check(directoryNeeds(configuration.policy))),
      mail === undefined ? [] : findingsOf('Mail server', async () => mail.check()),
      findingsOf('Temporal', async () =>
        withTemporal(configuration, async ({ client }) => {
          const { namespace } = configuration.connections.temporal;
          await client.workflowService.describeNamespace({ namespace });
          const { address } = configuration.connections.temporal;
          return [
            {
              ok: true,
              severity: 'error',
              subject: 'Temporal',
              message: `${address} has the namespace ${namespace}.`,
            },
          ];
        }),
      ),
    ]);
    return answers.flat();
  } finally {
    await Promise.allSettled([hr.close(), directory.close(), mail?.close()]);
  }
}

/** What a check says, or the error that kept it from saying anything. */
async function findingsOf(
  subject: string,
  ask: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TenureError)) {
      const message = error instanceof Error ? error.message : 'unknown failure';
      return [{ ok: false, severity: 'error', subject, message }];
    }
    return [{ ok: false, severity: 'error', subject, message: error.message, remedy: error.remedy }];
  }
}

function show({ ok, severity, subject, message, remedy }: Finding): string {
  const mark = ok
    ? paint('green', 'ok     ')
    : severity === 'error'
      ? paint('red', 'FAILED ')
      : paint('yellow', 'warning');
  const advice = ok || remedy === undefined ? '' : `\n         ${remedy}`;
  return `${mark}  ${subject}: ${message}${advice}`;
}
