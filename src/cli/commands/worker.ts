import { createServer } from 'node:http';
import { Option } from 'commander';
import { command } from '../command.ts';
import { dataConverterOf, openContext, openTemporal, temporalAddress } from '../context.ts';
import { allActivities, compose } from '../../app/index.ts';
import { createEmployeeStarter } from '../../connectors/temporal/index.ts';
import { createEmployeeActivities } from '../../../activities/index.ts';
import { loadBundle } from '../../../workers/bundle.ts';
import { payloadKeys } from '../../config/index.ts';
import { startCodecServer } from '../../../workers/codec-server.ts';
import { startWorker } from '../../../workers/worker.ts';
import { TenureError } from '../../domain/errors.ts';
import { ensureSchedule } from '../../app/schedule.ts';
import type { TenureWorker, WorkerRole } from '../../../workers/worker.ts';
import type { CommonOptions, Context } from '../context.ts';

interface WorkerOptions extends CommonOptions {
  readonly role: WorkerRole;
  readonly healthPort?: string;
  readonly bundle?: string;
  readonly schedule: boolean;
}

/** `tenure worker`: serves workflows and activities until it is told to stop. */
export const workerCommand = command<WorkerOptions>(
  {
    usage: 'worker',
    description: 'run a worker until interrupted',
    examples: [
      'tenure worker',
      'tenure worker --role active-directory --health-port 8080',
      'npm start -- --config tenure.yaml   # with a Temporal server of its own',
    ],
  },
  async (_args, options) => {
    const context = await openContext({
      ...options,
      logLevel: options.logLevel === 'warn' ? 'info' : options.logLevel,
    });
    const { configuration, logger, output } = context;
    const temporal = await openTemporal(configuration);
    const composition = compose(configuration, logger, { employees: createEmployeeStarter(temporal.client) });
    const closers: (() => Promise<unknown>)[] = [
      async () => composition.close(),
      async () => temporal.close(),
    ];
    try {
      const worker = await startWorker({
        organization: configuration.policy.organization,
        role: options.role,
        ...roleOptions(context, options.role),
        temporal: temporalAddress(configuration.connections.temporal),
        dataConverter: await dataConverterOf(configuration),
        ...(options.role === 'main' ? { bundle: await loadBundle(options.bundle) } : {}),
        activities:
          options.role === 'main'
            ? allActivities(composition.dependencies)
            : createEmployeeActivities(composition.dependencies),
        logger,
      });
      if (options.healthPort !== undefined)
        closers.unshift(await serveHealth(worker, Number(options.healthPort)));
      if (options.role === 'main')
        closers.unshift(...(await companions(context, temporal, options.schedule)));
      output.progress(
        `The ${options.role} worker of ${configuration.policy.organization} is running; Ctrl-C stops it.`,
      );
      await untilStopped(worker);
    } finally {
      await Promise.allSettled(closers.map(async (close) => close()));
    }
  },
)
  .addOption(
    new Option('--role <role>', 'what it serves')
      .choices(['main', 'active-directory', 'notifications'])
      .default('main'),
  )
  .option('--health-port <port>', 'answer GET /healthz on this port')
  .option('--bundle <file>', 'prebuilt workflow bundle')
  .option('--no-schedule', 'do not create or update the schedule of runs');

function roleOptions({ configuration }: Context, role: WorkerRole) {
  if (role === 'main') return {};
  const settings =
    role === 'active-directory' ? configuration.workers.activeDirectory : configuration.workers.notifications;
  if (settings === undefined) {
    throw new TenureError(
      'REQUEST_INVALID',
      `The configuration gives the role ${role} no queue of its own.`,
      {
        place: 'workers',
        remedy: 'Add the role under workers: in tenure.yaml, or run the main worker only.',
      },
    );
  }
  return {
    queue: settings.queue,
    ...(settings.maxPerSecond === undefined ? {} : { maxPerSecond: settings.maxPerSecond }),
  };
}

/** What runs beside the main worker: the schedule of runs and, when configured, the codec endpoint. */
async function companions(
  { configuration, logger, output }: Context,
  temporal: Awaited<ReturnType<typeof openTemporal>>,
  schedule: boolean,
): Promise<(() => Promise<unknown>)[]> {
  if (schedule) output.progress(await ensureSchedule(temporal.client, configuration));
  const { codec } = configuration;
  if (codec === undefined) return [];
  const { encryption, namespace, uiUrl } = configuration.connections.temporal;
  const server = await startCodecServer({
    keys: await payloadKeys(encryption),
    namespaces: [namespace],
    host: codec.host,
    port: codec.port,
    webOrigins: webOrigins(uiUrl ?? process.env['TENURE_TEMPORAL_WEB'] ?? 'http://localhost:8233'),
    ...(codec.token === undefined ? {} : { token: codec.token.reveal() }),
    logger,
  });
  output.progress(`Temporal Web can decode payloads at ${server.url}.`);
  return [async () => server.close()];
}

/** A browser on this machine may call the same page by either name of loopback. */
function webOrigins(address: string): readonly string[] {
  const { protocol, hostname, port, origin } = new URL(address);
  const local = hostname === 'localhost' || hostname === '127.0.0.1';
  return local ? ['localhost', '127.0.0.1'].map((host) => `${protocol}//${host}:${port}`) : [origin];
}

async function serveHealth(worker: TenureWorker, port: number): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const known = request.method === 'GET' && request.url === '/healthz';
    const status = !known ? 404 : worker.isRunning() ? 200 : 503;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: status === 200 ? 'ok' : 'unavailable' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return async () => new Promise((resolve) => server.close(() => resolve()));
}

/** Until a signal comes, then as long as the work under way needs. */
async function untilStopped(worker: TenureWorker): Promise<void> {
  const stop = (): void => void worker.stop().catch(() => undefined);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await worker.done;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
