/** Which Temporal server to use: one that runs already, a program of the user's, or our own copy. */
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { withLock } from './places.mjs';
import { obtainProgram } from './temporal-obtain.mjs';
import {
  cachedProgram,
  isAtLeast,
  oldestServer,
  onPath,
  pinnedVersion,
  serverVersion,
} from './temporal-program.mjs';
import { say, SetupError } from './terminal.mjs';

/**
 * @typedef {{ kind: 'server', address: string, found: string }
 *   | { kind: 'program', program: string, version: string, found: string }} TemporalSource
 *   `found`: one line for the person at the keyboard
 */

/**
 * In this order: `TEMPORAL_ADDRESS`, `TENURE_TEMPORAL_CLI`, `temporal` on PATH when new enough, our copy in the cache
 * folder, a download, a build through the Go module proxy. What the user names explicitly must work; it is never
 * passed over in silence.
 * @returns {Promise<TemporalSource>}
 * @throws {SetupError} naming every way that was tried
 */
export async function findTemporal() {
  const address = process.env['TEMPORAL_ADDRESS'];
  if (address) return runningServer(address);
  const named = process.env['TENURE_TEMPORAL_CLI'];
  if (named) return namedProgram(named);

  const installed = await onPath('temporal');
  const version = installed ? await serverVersion(installed) : undefined;
  if (installed && version && isAtLeast(version, oldestServer))
    return programSource(installed, version, 'on PATH');
  if (installed) {
    say(
      `Temporal server: ${installed} is passed over (server ${version ?? 'unknown'}, we need ${oldestServer} or newer)`,
    );
  }
  return ownCopy();
}

/** @param {string} address */
async function runningServer(address) {
  const problem = await unreachable(address);
  if (problem) {
    throw new SetupError(
      `TEMPORAL_ADDRESS=${address} does not answer: ${problem}`,
      'Remedy: start that server, correct the address (host:port), or unset TEMPORAL_ADDRESS to use our own server.',
    );
  }
  return /** @type {const} */ ({
    kind: 'server',
    address,
    found: `the running one at ${address} (TEMPORAL_ADDRESS)`,
  });
}

/** @param {string} program */
async function namedProgram(program) {
  const version = await serverVersion(program);
  if (version && isAtLeast(version, oldestServer))
    return programSource(program, version, 'from TENURE_TEMPORAL_CLI');
  throw new SetupError(
    version
      ? `TENURE_TEMPORAL_CLI=${program} carries server ${version}; we need ${oldestServer} or newer.`
      : `TENURE_TEMPORAL_CLI=${program} does not run or is no Temporal CLI.`,
    'Remedy: let it name a newer Temporal CLI, or unset it to have one found or built.',
  );
}

async function ownCopy() {
  const pinned = await pinnedVersion();
  const program = cachedProgram(pinned);
  const present = await serverVersion(program);
  if (present) return programSource(program, present, 'our copy');

  const folder = dirname(program);
  return withLock(`${folder}.lock`, {
    onWait: () => say('Temporal server: another process is getting it just now; waiting for that'),
    async work() {
      const meanwhile = await serverVersion(program);
      if (meanwhile) return programSource(program, meanwhile, 'our copy');
      await rm(folder, { recursive: true, force: true });
      const obtained = await obtainProgram(pinned);
      if ('tried' in obtained) throw nothingWorked(obtained.tried);
      const version = await serverVersion(obtained.program);
      return programSource(obtained.program, version ?? oldestServer, `${obtained.how} just now`);
    },
  });
}

/** @param {readonly string[]} tried */
function nothingWorked(tried) {
  return new SetupError(
    `No Temporal server (${oldestServer} or newer) could be found, downloaded or built:\n${tried.map((line) => `  - ${line}`).join('\n')}`,
    [
      'Remedy, any one of these:',
      '  - install the Temporal CLI: https://docs.temporal.io/cli (then `temporal --version` shows Server 1.32.0 or newer)',
      '  - TENURE_TEMPORAL_CLI=/path/to/temporal  for a copy that lies elsewhere',
      '  - TEMPORAL_ADDRESS=host:7233             for a server that runs already',
      '  - install Go (https://go.dev/dl) or Python 3 with pip, let the Go module proxy (GOPROXY) be reached, and repeat',
    ].join('\n'),
  );
}

/**
 * @param {string} program
 * @param {string} version
 * @param {string} where
 * @returns {TemporalSource}
 */
function programSource(program, version, where) {
  return { kind: 'program', program, version, found: `${version}, ${where} (${program})` };
}

/**
 * @param {string} address
 * @returns {Promise<string | undefined>} why no connection can be made
 */
function unreachable(address) {
  const { host, port } = hostAndPort(address);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5_000 });
    const finish = (/** @type {string | undefined} */ problem) => {
      socket.destroy();
      resolve(problem);
    };
    socket.on('connect', () => finish(undefined));
    socket.on('timeout', () => finish('no answer within 5 s'));
    socket.on('error', (error) => finish(error.message || 'refused'));
  });
}

/**
 * @param {string} address `host`, `host:port`, `[v6]:port`
 * @returns {{ host: string, port: number }} port 7233 when none is given
 */
export function hostAndPort(address) {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/u.exec(address);
  const host = match?.[1] ?? match?.[2];
  if (!host) {
    throw new SetupError(
      `TEMPORAL_ADDRESS=${address} is not an address.`,
      'Remedy: write it as host:port, as in 127.0.0.1:7233.',
    );
  }
  return { host, port: Number(match?.[3] ?? 7233) };
}
