/** Running Tenure's own command line, with the server that some commands need around it. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '../temporal.mjs';
import { withTemporal } from './embedded.mjs';
import { root, scratch } from './places.mjs';
import { handOver } from './processes.mjs';
import { say } from './terminal.mjs';

const commandLine = join(root, 'dist', 'src', 'cli', 'main.js');
const usualPorts = { port: 7233, web: 8233 };

/**
 * Runs `tenure` with these arguments on our own terminal.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment] in addition to ours
 * @returns {Promise<number>} its exit code
 */
export function tenure(args, environment = {}) {
  return handOver(process.execPath, ['--enable-source-maps', commandLine, ...args], {
    env: { ...process.env, ...environment },
  });
}

/**
 * The practice company, with a server in memory whose executions can be moved ahead in time, and its Web UI. The
 * command is told by TENURE_CODEC_PORT where the Web UI will ask for payloads to be decrypted.
 * @param {import('./temporal-finder.mjs').TemporalSource} source
 * @param {readonly string[]} args of `tenure demo`
 * @returns {Promise<number>}
 */
export async function practise(source, args) {
  const codecPort = await freePort(8234);
  const options = {
    logFile: join(scratch, 'practice-temporal.log'),
    timeSkipping: true,
    web: true,
    preferred: usualPorts,
    codecEndpoint: `http://127.0.0.1:${codecPort}`,
  };
  return withTemporal(source, options, (server) =>
    tenure(['demo', ...args], { ...server, TENURE_CODEC_PORT: String(codecPort) }),
  );
}

/**
 * A rehearsal, with a server in memory whose executions can be moved ahead in time. An address in the configuration is
 * left alone: that server may be one where time must not be touched.
 * @param {import('./temporal-finder.mjs').TemporalSource} source
 * @param {readonly string[]} args of `tenure rehearse`
 * @returns {Promise<number>}
 */
export async function rehearse(source, args) {
  const options = { logFile: join(scratch, 'rehearsal-temporal.log'), timeSkipping: true };
  return withTemporal(source, options, (server) => tenure(['rehearse', ...args], { ...server }));
}

/**
 * The real thing: `tenure worker`, with a server of our own on a database that stays, unless TEMPORAL_ADDRESS or the
 * configuration names one.
 * @param {import('./temporal-finder.mjs').TemporalSource} source
 * @param {readonly string[]} args of `tenure worker`
 * @param {string} configuration path of tenure.yaml
 * @returns {Promise<number>}
 */
export async function work(source, args, configuration) {
  const { address, codecPort } = await temporalSection(configuration);
  if (source.kind === 'server' || address !== undefined) return tenure(['worker', ...args]);
  const options = {
    logFile: join(scratch, 'temporal.log'),
    database: join(scratch, 'temporal.db'),
    web: true,
    preferred: usualPorts,
    ...(codecPort !== undefined && { codecEndpoint: `http://127.0.0.1:${codecPort}` }),
  };
  return withTemporal(source, options, (server) => {
    say(`Temporal Web: ${server.TENURE_TEMPORAL_WEB}`);
    return tenure(['worker', ...args], { ...server });
  });
}

/**
 * @param {string} configuration
 * @returns {Promise<{ address?: string, codecPort?: number }>} nothing when the file cannot be read: the command
 *   itself says what is wrong with it
 */
async function temporalSection(configuration) {
  const { parse } = await import('yaml');
  try {
    const section = parse(await readFile(resolve(configuration), 'utf8'))?.temporal;
    return {
      ...(typeof section?.address === 'string' && { address: section.address }),
      ...(typeof section?.codec?.port === 'number' && { codecPort: section.codec.port }),
    };
  } catch {
    return {};
  }
}

/**
 * @param {readonly string[]} args
 * @returns {string | undefined} the value of `--config`
 */
export function configurationOf(args) {
  const index = args.findIndex((arg) => arg === '--config' || arg === '-c');
  if (index !== -1) return args[index + 1];
  return args.find((arg) => arg.startsWith('--config='))?.slice('--config='.length);
}
