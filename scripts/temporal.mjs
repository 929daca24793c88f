/**
 * The development server of Temporal as a child process: starts it, waits until it answers, stops it.
 * As a command it runs in the foreground until interrupted: `node scripts/temporal.mjs [--database FILE] [--port N]`.
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from './lib/build.mjs';
import { call, stringInFieldOne } from './lib/grpc.mjs';
import { root, scratch } from './lib/places.mjs';
import { run, tail } from './lib/processes.mjs';
import { findTemporal } from './lib/temporal-finder.mjs';
import { die, say, SetupError } from './lib/terminal.mjs';

const namespace = 'default';
const readyWithinMs = 60_000;
const stopWithinMs = 10_000;

/**
 * @typedef {object} StartOptions
 * @property {string} program path of the Temporal CLI
 * @property {string} logFile what the server says goes there
 * @property {string} [database] SQLite file that outlives the server; in memory when not given
 * @property {boolean} [timeSkipping] for tests and rehearsals: executions may be moved ahead in time
 * @property {boolean} [web] with the Web UI
 * @property {{ port?: number, web?: number }} [preferred] ports to take when they are free
 * @property {string} [codecEndpoint] URL at which the Web UI has payloads decrypted
 */

/**
 * @typedef {object} RunningTemporal
 * @property {string} address host:port of the gRPC front end
 * @property {string | undefined} web URL of the Web UI
 * @property {number} pid
 * @property {() => Promise<void>} stop ends this server and nothing else; safe to call twice
 * @property {Promise<number | null>} ended settles with the exit code when the server has ended for whatever reason
 */

/**
 * Starts the server on loopback with Tenure's search attributes and waits until it answers.
 * It gets a process group of its own: an interrupt from the keyboard reaches only us, so that workers can finish
 * before their server goes.
 * @param {StartOptions} options
 * @returns {Promise<RunningTemporal>}
 * @throws {SetupError} with the end of its log when it does not come up
 */
export async function startTemporal(options) {
  const attributes = await searchAttributes();
  mkdirSync(dirname(options.logFile), { recursive: true });
  if (options.database) await claimDatabase(options.database);
  for (let attempt = 1; ; attempt++) {
    const server = await launch(options, attributes, attempt === 1 ? options.preferred : undefined);
    const state = await readiness(server);
    if (state === 'ready') {
      if (options.database) await writeFile(pidFile(options.database), String(server.pid));
      await addMissingAttributes(options.program, server.address, attributes);
      return server;
    }
    await server.stop();
    const log = readFileSync(options.logFile, 'utf8');
    // Between looking for a free port and listening on it somebody else may have taken it.
    if (attempt < 3 && /address already in use/u.test(log)) continue;
    const how =
      state === 'ended' ? 'ended while starting' : `did not answer within ${readyWithinMs / 1000} s`;
    throw new SetupError(
      `The Temporal server ${how}. Its log ends:\n${tail(log)}`,
      `Remedy: read the whole log (${options.logFile}); a damaged ${options.database ?? 'program'} can be deleted, it is made anew.`,
    );
  }
}

/**
 * @param {StartOptions} options
 * @param {readonly Attribute[]} attributes
 * @param {StartOptions['preferred']} preferred
 * @returns {Promise<RunningTemporal>}
 */
async function launch(options, attributes, preferred) {
  const port = await freePort(preferred?.port);
  const webPort = options.web ? await freePort(preferred?.web) : undefined;
  const log = openSync(options.logFile, 'w');
  const child = spawn(options.program, serverArguments(options, { port, webPort, attributes }), {
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  closeSync(log);
  let running = true;
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    const finish = (/** @type {number | null} */ code) => {
      running = false;
      process.off('exit', killNow);
      for (const signal of endingSignals) process.off(signal, exitOn);
      resolve(code);
    };
    child.on('error', () => finish(127));
    child.on('exit', finish);
  });
  function killNow() {
    if (running) child.kill('SIGKILL');
  }
  process.on('exit', killNow);
  for (const signal of endingSignals) process.on(signal, exitOn);

  async function stop() {
    if (running) {
      child.kill('SIGTERM');
      const kill = setTimeout(killNow, stopWithinMs);
      await ended;
      clearTimeout(kill);
    }
    if (options.database) await rm(pidFile(options.database), { force: true });
  }

  return {
    address: `127.0.0.1:${port}`,
    web: webPort === undefined ? undefined : `http://127.0.0.1:${webPort}`,
    pid: child.pid ?? 0,
    stop,
    ended,
  };
}

/** @type {NodeJS.Signals[]} */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Where nobody else listens, a signal would end us without the exit handlers that take the server along.
 * @param {NodeJS.Signals} signal
 */
function exitOn(signal) {
  if (process.listeners(signal).every((listener) => listener === exitOn))
    process.exit(128 + constants.signals[signal]);
}

/**
 * @param {StartOptions} options
 * @param {{ port: number, webPort: number | undefined, attributes: readonly Attribute[] }} details
 * @returns {string[]}
 */
function serverArguments(options, { port, webPort, attributes }) {
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace];
  args.push('--log-level', 'warn');
  args.push(
    ...(webPort === undefined ? ['--headless'] : ['--ui-port', String(webPort), '--ui-disable-news-fetch']),
  );
  if (options.codecEndpoint && webPort !== undefined) args.push('--ui-codec-endpoint', options.codecEndpoint);
  if (options.database) {
    args.push('--db-filename', options.database);
    args.push('--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal');
  }
  for (const { name, type } of attributes) args.push('--search-attribute', `${name}=${type}`);
  args.push('--dynamic-config-value', 'system.enableActivityEagerExecution=true');
  if (options.timeSkipping) {
    args.push('--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true');
    args.push('--dynamic-config-value', 'history.timerProcessorMaxTimeShift="10ms"');
  }
  return args;
}

/**
 * @param {RunningTemporal} server
 * @returns {Promise<'ready' | 'ended' | 'late'>}
 */
async function readiness(server) {
  const describe = 'temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace';
  const deadline = Date.now() + readyWithinMs;
  const ended = server.ended.then(() => /** @type {const} */ ('ended'));
  while (Date.now() < deadline) {
    const answer = await Promise.race([call(server.address, describe, stringInFieldOne(namespace)), ended]);
    if (answer === 'ended') return 'ended';
    if (answer.status === 0) return 'ready';
    await pause(50);
  }
  return 'late';
}

/**
 * The server registers attributes only together with the namespace: a database from before an attribute existed
 * needs it added.
 * @param {string} program
 * @param {string} address
 * @param {readonly Attribute[]} attributes
 */
async function addMissingAttributes(program, address, attributes) {
  const list = 'temporal.api.operatorservice.v1.OperatorService/ListSearchAttributes';
  const known = (await call(address, list, stringInFieldOne(namespace))).body.toString('latin1');
  const missing = attributes.filter(({ name }) => !known.includes(name));
  if (missing.length === 0) return;
  const args = ['operator', 'search-attribute', 'create', '--address', address, '--namespace', namespace];
  for (const { name, type } of missing) args.push('--name', name, '--type', type);
  const { code, stderr } = await run(program, args, { timeoutMs: 60_000 });
  if (code !== 0) {
    throw new SetupError(
      `The Temporal server refused the search attributes ${missing.map(({ name }) => name).join(', ')}:\n${tail(stderr)}`,
      'Remedy: remove attributes that nobody uses any more, or start with a fresh database file.',
    );
  }
}

/** @typedef {{ name: string, type: string }} Attribute */

/** @returns {Promise<Attribute[]>} Tenure's search attributes, from the compiled contracts */
async function searchAttributes() {
  const file = join(root, 'dist', 'src', 'contracts', 'search-attributes.js');
  const module = await import(pathToFileURL(file).href).catch((error) => {
    throw new SetupError(`${file} is missing: ${error.message}`, 'Remedy: npm run build');
  });
  return Object.values(module.searchAttributes);
}

/** @param {string} database */
function pidFile(database) {
  return `${database}.pid`;
}

/**
 * Two servers on one database would each believe to own its shards.
 * @param {string} database
 */
async function claimDatabase(database) {
  mkdirSync(dirname(database), { recursive: true });
  const pid = Number(await readFile(pidFile(database), 'utf8').catch(() => '0'));
  if (pid > 0 && (await isServerOf(pid, database))) {
    throw new SetupError(
      `Another Temporal server (process ${pid}) uses ${database}.`,
      `Remedy: stop what runs there (Ctrl-C in its terminal, or \`kill ${pid}\` when it was left behind), or use that server by TEMPORAL_ADDRESS.`,
    );
  }
}

/**
 * @param {number} pid
 * @param {string} database
 * @returns {Promise<boolean>} whether this process id still belongs to a server of that database
 */
async function isServerOf(pid, database) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform === 'win32') return true;
  const { code, stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]);
  if (code === 127) return true;
  return stdout.includes(database);
}

/**
 * @param {number} [preferred]
 * @returns {Promise<number>} the preferred port when it is free on loopback, else any free one
 */
export async function freePort(preferred) {
  // 0 asks for any port, as it does everywhere.
  const named = preferred !== undefined && preferred !== 0;
  if (named && (await listenOnce(preferred)) !== undefined) return preferred;
  const port = await listenOnce(0);
  if (port === undefined)
    throw new SetupError('No free port on 127.0.0.1.', 'Remedy: close some programs and repeat.');
  return port;
}

/**
 * @param {number} port
 * @returns {Promise<number | undefined>}
 */
function listenOnce(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

async function main() {
  const { values } = parseArgs({
    options: { database: { type: 'string' }, port: { type: 'string' }, 'time-skipping': { type: 'boolean' } },
  });
  await compile(['src/contracts']);
  const source = await findTemporal();
  say(`Temporal server: ${source.found}`);
  if (source.kind === 'server') return;
  const server = await startTemporal({
    program: source.program,
    logFile: join(scratch, 'temporal.log'),
    web: true,
    preferred: { port: Number(values.port ?? 7233), web: 8233 },
    timeSkipping: values['time-skipping'] === true,
    ...(values.database && { database: values.database }),
  });
  say(`Temporal server: ${server.address}, Web UI ${server.web}, process ${server.pid}; Ctrl-C stops it`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => void server.stop());
  const code = await server.ended;
  process.exitCode = code ?? 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main().catch(die);
