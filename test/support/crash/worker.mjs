// A worker in a process of its own, to be killed at any moment. HR, directory and mail server live in the parent
// and outlive it; they are reached by messages, as over a network. Runs the compiled sources.
import { allActivities, compose } from '../../../dist/src/app/index.js';
import { parseConfiguration } from '../../../dist/src/config/index.js';
import { connectTemporal, createEmployeeStarter } from '../../../dist/src/connectors/temporal/index.js';
import { TenureError } from '../../../dist/src/domain/errors.js';
import { silentLogger } from '../../../dist/src/observability/index.js';
import { createDataConverter } from '../../../dist/workers/data-converter.js';
import { startWorker } from '../../../dist/workers/worker.js';

/** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
const waiting = new Map();
let calls = 0;

function call(port, method, ...args) {
  calls += 1;
  const id = calls;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    process.send({ kind: 'call', id, port, method, args });
  });
}

function remote(port, methods) {
  return Object.fromEntries(methods.map((method) => [method, (...args) => call(port, method, ...args)]));
}

const rowsPerPage = 8;

const directory = {
  name: 'activeDirectory',
  ...remote('directory', ['read', 'find', 'taken', 'resolveGroups', 'findContainer', 'apply', 'check']),
  async *list() {
    yield* await call('directory', 'list');
  },
  counters: () => ({ writes: 0, reads: 0 }),
  close: async () => undefined,
};

const hr = {
  definitions: [],
  lists: ['people'],
  async *pages(list, fromPage) {
    const records = await call('hr', 'records');
    for (let page = fromPage; (page - 1) * rowsPerPage < records.length; page += 1) {
      const part = records.slice((page - 1) * rowsPerPage, page * rowsPerPage);
      yield { list, page, rows: part.map((record) => ({ record: JSON.stringify(record) })) };
    }
  },
  assemble: (rows) => ({
    records: (rows.get('people') ?? []).map(({ record }) => JSON.parse(record)),
    problems: [],
  }),
  person: (personKey) => call('hr', 'person', personKey),
  changedBetween: async () => [],
  check: async () => [],
  close: async () => undefined,
};

const mailer = { ...remote('mailer', ['send']), check: async () => [], close: async () => undefined };

/** Workflows whose tasks are given to somebody else soon after a worker has died with one. */
function impatient(workflow) {
  const workflowTaskTimeout = '2 seconds';
  return {
    start: (type, options) => workflow.start(type, { ...options, workflowTaskTimeout }),
    signalWithStart: (type, options) => workflow.signalWithStart(type, { ...options, workflowTaskTimeout }),
  };
}

async function start(settings) {
  const configuration = parseConfiguration(settings.configuration, 'tenure.yaml', settings.variables);
  const dataConverter = createDataConverter(settings.keys, settings.namespace);
  const temporal = { address: settings.address, namespace: settings.namespace };
  const { client } = await connectTemporal({ ...temporal, dataConverter });
  const logger = silentLogger();
  const employees = createEmployeeStarter({ workflow: impatient(client.workflow) });
  const { dependencies } = compose(configuration, logger, { hr, directory, mailer, employees });
  await startWorker({
    organization: settings.organization,
    role: 'main',
    temporal,
    dataConverter,
    bundle: { code: settings.code },
    activities: allActivities(dependencies),
    // Nothing is kept in memory: what the next process takes over is what the server knows.
    maxCachedWorkflows: 0,
    logger,
  });
  process.send({ kind: 'running' });
}

process.on('message', (message) => {
  if (message.kind === 'start') {
    start(message.settings).catch((error) => {
      process.send({ kind: 'broken', message: String(error?.stack ?? error) });
      process.exit(1);
    });
    return;
  }
  const { id, value, error } = message;
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) resolve(value);
  else reject(new TenureError(error.code, error.message, { retryable: error.retryable }));
});
// The parent has gone: so do we.
process.on('disconnect', () => process.exit(0));
process.send({ kind: 'ready' });
